import flamegraph, { type LaidOut, type Tooltip } from "d3-flame-graph";
import { select } from "d3-selection";
import { makeTransitionsInstant } from "./instant-transitions.ts";
import type { DrawnFrame, Pruned } from "./prune.ts";

export const ROW_PX = 18;

export interface FlameChart {
  /** Replaces what is drawn. */
  draw(pruned: Pruned, widthPx: number): void;
  /** Colours what is drawn anew. */
  paint(look: FlameLook): void;
}

export interface FlameLook {
  fill(frame: DrawnFrame): string;
  /** The one selected row. */
  isSelected(frame: DrawnFrame): boolean;
}

export interface FlameEvents {
  click(frame: DrawnFrame): void;
  hover(frame: DrawnFrame, event: MouseEvent): void;
  leave(): void;
}

/** The chart of d3-flame-graph in a host element, root on top, fed with small trees. */
export function flameChart(host: HTMLElement, events: FlameEvents): FlameChart {
  makeTransitionsInstant();
  let look: FlameLook = { fill: () => "", isSelected: () => false };
  const chart = flamegraph<DrawnFrame>()
    .cellHeight(ROW_PX)
    .inverted(true)
    .transitionDuration(0)
    .getName(({ data }) => data.label)
    .setColorMapper(({ data }) => look.fill(data))
    .setDetailsHandler(() => {})
    .tooltip(tooltipOf(events));

  // Before the chart's own handler, which would zoom within the small tree that it was given.
  host.addEventListener(
    "click",
    (event) => {
      event.stopPropagation();
      const frame = frameAt(event.target);
      if (frame !== undefined) events.click(frame);
    },
    { capture: true },
  );

  let isDrawn = false;
  return {
    draw(pruned, widthPx) {
      const heightPx = pruned.levels * ROW_PX;
      chart.width(widthPx).height(heightPx);
      if (isDrawn) chart.update(pruned.root);
      else select(host).datum(pruned.root).call(chart);
      isDrawn = true;
      // The chart sets the height once only; the view box lets paper scale it.
      const svg = select(host).select("svg");
      svg.attr("height", heightPx).attr("viewBox", `0 0 ${widthPx} ${heightPx}`).attr("aria-hidden", "true");
    },
    paint(next) {
      look = next;
      for (const group of host.querySelectorAll("g.frame")) {
        const frame = frameOf(group);
        const rect = group.firstElementChild;
        if (frame === undefined || rect === null) continue;
        const fill = look.fill(frame);
        if (rect.getAttribute("fill") !== fill) rect.setAttribute("fill", fill);
        const isSelected = look.isSelected(frame);
        if (group.classList.contains("selected") !== isSelected) group.classList.toggle("selected", isSelected);
        // Its outline lies over its neighbours.
        if (isSelected) group.parentNode?.append(group);
      }
    },
  };
}

function frameAt(target: EventTarget | null): DrawnFrame | undefined {
  const group = target instanceof Element ? target.closest("g.frame") : null;
  return group === null ? undefined : frameOf(group);
}

function frameOf(group: Element): DrawnFrame | undefined {
  return select<Element, LaidOut<DrawnFrame> | undefined>(group).datum()?.data;
}

function tooltipOf(events: FlameEvents): Tooltip<DrawnFrame> {
  return Object.assign(() => {}, {
    show: (event: MouseEvent, { data }: LaidOut<DrawnFrame>) => events.hover(data, event),
    hide: () => events.leave(),
  });
}
