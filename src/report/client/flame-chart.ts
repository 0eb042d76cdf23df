import flamegraph, { type LaidOut, type Tooltip } from "d3-flame-graph";
import { select } from "d3-selection";
import { makeTransitionsInstant } from "./instant-transitions.ts";
import type { DrawnFrame, Pruned } from "./prune.ts";

export const ROW_PX = 18;

export interface FlameChart {
  /** Replaces what is drawn. */
  draw(pruned: Pruned, widthPx: number): void;
  /** Colours what is drawn anew. */
  paint(): void;
  /** Outlines the one selected row, if it is drawn. */
  select(row: number | undefined): void;
}

export interface FlameEvents {
  click(frame: DrawnFrame): void;
  hover(frame: DrawnFrame, event: MouseEvent): void;
  leave(): void;
  fill(frame: DrawnFrame): string;
}

/** The chart of d3-flame-graph in a host element, root on top, fed with small trees. */
export function flameChart(host: HTMLElement, events: FlameEvents): FlameChart {
  makeTransitionsInstant();
  const chart = flamegraph<DrawnFrame>()
    .cellHeight(ROW_PX)
    .inverted(true)
    .transitionDuration(0)
    .getName(({ data }) => data.label)
    .setColorMapper(({ data }) => events.fill(data))
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
    paint() {
      for (const rect of host.querySelectorAll("g.frame > rect")) {
        const frame = frameAt(rect);
        if (frame === undefined) continue;
        const fill = events.fill(frame);
        if (rect.getAttribute("fill") !== fill) rect.setAttribute("fill", fill);
      }
    },
    select(row) {
      host.querySelector("g.selected")?.classList.remove("selected");
      if (row === undefined) return;
      for (const group of host.querySelectorAll("g.frame")) {
        if (frameAt(group)?.row !== row) continue;
        group.classList.add("selected");
        // Its outline lies over its neighbours.
        group.parentNode?.append(group);
      }
    },
  };
}

function frameAt(target: EventTarget | null): DrawnFrame | undefined {
  const group = target instanceof Element ? target.closest("g.frame") : null;
  if (group === null) return undefined;
  return select<Element, LaidOut<DrawnFrame> | undefined>(group).datum()?.data;
}

function tooltipOf(events: FlameEvents): Tooltip<DrawnFrame> {
  return Object.assign(() => {}, {
    show: (event: MouseEvent, { data }: LaidOut<DrawnFrame>) => events.hover(data, event),
    hide: () => events.leave(),
  });
}
