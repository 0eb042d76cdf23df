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

/** The chart of d3-flame-graph in a host element, fed with small trees. */
export function flameChart(host: HTMLElement, events: FlameEvents, { rootOnTop = true } = {}): FlameChart {
  makeTransitionsInstant();
  const chart = flamegraph<DrawnFrame>()
    .cellHeight(ROW_PX)
    .inverted(rootOnTop)
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
      const group = event.target instanceof Element ? event.target.closest("g.frame") : null;
      if (group !== null) events.click(frameOf(group));
    },
    { capture: true },
  );

  let isDrawn = false;
  let drawn: readonly { readonly frame: DrawnFrame; readonly group: Element }[] = [];
  return {
    draw(pruned, widthPx) {
      const heightPx = pruned.levels * ROW_PX;
      chart.width(widthPx).height(heightPx);
      if (isDrawn) chart.update(pruned.root);
      else select(host).datum(pruned.root).call(chart);
      isDrawn = true;
      drawn = Array.from(host.querySelectorAll("g.frame"), (group) => ({ frame: frameOf(group), group }));
      // The chart sets the height once only; the view box lets paper scale it.
      const svg = select(host).select("svg");
      svg.attr("height", heightPx).attr("viewBox", `0 0 ${widthPx} ${heightPx}`).attr("aria-hidden", "true");
    },
    paint() {
      for (const { frame, group } of drawn) {
        const fill = events.fill(frame);
        const rect = group.firstElementChild;
        if (rect?.getAttribute("fill") !== fill) rect?.setAttribute("fill", fill);
      }
    },
    select(row) {
      host.querySelector("g.selected")?.classList.remove("selected");
      const group = drawn.find(({ frame }) => frame.row === row)?.group;
      group?.classList.add("selected");
      // Its outline lies over its neighbours.
      if (group !== undefined) group.parentNode?.append(group);
    },
  };
}

function frameOf(group: Element): DrawnFrame {
  return select<Element, LaidOut<DrawnFrame>>(group).datum().data;
}

function tooltipOf(events: FlameEvents): Tooltip<DrawnFrame> {
  return Object.assign(() => {}, {
    show: (event: MouseEvent, { data }: LaidOut<DrawnFrame>) => events.hover(data, event),
    hide: () => events.leave(),
  });
}
