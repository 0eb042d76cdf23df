import { pathTo, type ShownTree } from "./shown-tree.ts";

/** A frame as it is handed to the chart. */
export interface DrawnFrame {
  readonly row: number;
  readonly frame: number;
  /** "" where the frame is too narrow for one: the style sheet then leaves its label out of the layout. */
  readonly label: string;
  readonly value: number;
  /** A caller of the frame that is zoomed to: drawn over the full width, pale. The chart reads this name. */
  readonly fade: boolean;
  readonly children: DrawnFrame[];
}

/** The part of a tree that can be seen, and what was left out. */
export interface Pruned {
  readonly root: DrawnFrame;
  readonly zoom: DrawnFrame;
  /** Every drawn frame by its row. */
  readonly frames: ReadonlyMap<number, DrawnFrame>;
  readonly levels: number;
  /** µs of all that is shown in frames too narrow to draw. */
  readonly undrawn: number;
  /** Every frame that is not drawn is narrower than this, px; 0 where all are drawn. */
  readonly limitPx: number;
  /** Frames wide enough were left out, because there are too many. */
  readonly isOverBudget: boolean;
}

export interface PruneOptions {
  readonly widthPx: number;
  /** A frame of less has no label. */
  readonly minLabelPx: number;
  /** A frame of less is never drawn. */
  readonly minPx: number;
  /** The number of frames that a draw may cost; the widest win. */
  readonly budget: number;
}

/** @param zoom row that takes the full width; its callers stand above it */
export function prune(tree: ShownTree, zoom: number, label: (row: number) => string, options: PruneOptions): Pruned {
  const scale = options.widthPx / (tree.total(zoom) || 1);
  const frames = new Map<number, DrawnFrame>();
  const path = pathTo(tree, zoom);
  let levels = path.length;
  let above: DrawnFrame | undefined;
  for (const row of path) {
    const drawn = {
      row,
      frame: tree.frame(row),
      label: label(row),
      value: tree.total(zoom),
      fade: row !== zoom,
      children: [],
    };
    above?.children.push(drawn);
    above = drawn;
    frames.set(row, drawn);
  }

  // Widest first. A child is never wider than its parent, so what is drawn is what is wider than the widest left out.
  const waiting = new WidestFirst();
  let undrawn = 0;
  let widestUndrawn = 0;
  let isOverBudget = false;
  const leave = (total: number): void => {
    undrawn += total;
    widestUndrawn = Math.max(widestUndrawn, total);
  };
  const offer = (parent: DrawnFrame, depth: number): void => {
    for (const row of tree.children(parent.row)) {
      const total = tree.total(row);
      if (total * scale < options.minPx) leave(total);
      else waiting.push({ row, total, parent, depth });
    }
  };
  const zoomed = above!;
  offer(zoomed, path.length);
  for (let next = waiting.pop(); next !== undefined; next = waiting.pop()) {
    if (frames.size >= options.budget) {
      isOverBudget = true;
      leave(next.total);
      continue;
    }
    const { row, total, parent, depth } = next;
    const name = total * scale < options.minLabelPx ? "" : label(row);
    const drawn = { row, frame: tree.frame(row), label: name, value: total, fade: false, children: [] };
    frames.set(row, drawn);
    parent.children.push(drawn);
    levels = Math.max(levels, depth + 1);
    offer(drawn, depth + 1);
  }
  for (const frame of frames.values()) if (!frame.fade) arrangeChildren(tree, frame, scale);
  const limitPx = widestUndrawn * scale;
  return { root: frames.get(tree.root)!, zoom: zoomed, frames, levels, undrawn, limitPx, isOverBudget };
}

// Frames arrive by width, which is their order already, unless the tree has an axis of time.
function arrangeChildren(tree: ShownTree, { row, children }: DrawnFrame, scale: number): void {
  const start = tree.start?.bind(tree);
  if (start === undefined) return;
  children.sort((a, b) => start(a.row) - start(b.row));
  // The chart puts siblings side by side. What is not drawn between two of them, or is the caller's own time, gets a
  // frame without a colour, so that both stay where they are in time.
  let end = start(row);
  for (const child of children.splice(0)) {
    const gap = start(child.row) - end;
    if (gap * scale >= MIN_GAP_PX) {
      children.push({ row: NO_ROW, frame: -1, label: "", value: gap, fade: false, children: [] });
      end += gap;
    }
    children.push(child);
    end += child.value;
  }
}

/** The row of a gap between two frames. */
export const NO_ROW = -1;
const MIN_GAP_PX = 0.5;

interface Waiting {
  readonly row: number;
  readonly total: number;
  readonly parent: DrawnFrame;
  readonly depth: number;
  readonly turn: number;
}

function isBefore(a: Waiting, b: Waiting): boolean {
  return a.total > b.total || (a.total === b.total && a.turn < b.turn);
}

/** A binary heap; of equals, the first to come is the first to go. */
class WidestFirst {
  readonly #heap: Waiting[] = [];
  #pushed = 0;

  push(offered: Omit<Waiting, "turn">): void {
    const heap = this.#heap;
    const item = { ...offered, turn: this.#pushed++ };
    let at = heap.push(item) - 1;
    while (at > 0) {
      const up = (at - 1) >> 1;
      if (isBefore(heap[up]!, item)) break;
      heap[at] = heap[up]!;
      at = up;
    }
    heap[at] = item;
  }

  pop(): Waiting | undefined {
    const heap = this.#heap;
    const top = heap[0];
    const last = heap.pop();
    if (top === undefined || last === undefined || heap.length === 0) return top;
    let at = 0;
    for (;;) {
      let child = 2 * at + 1;
      if (child >= heap.length) break;
      if (child + 1 < heap.length && isBefore(heap[child + 1]!, heap[child]!)) child++;
      if (isBefore(last, heap[child]!)) break;
      heap[at] = heap[child]!;
      at = child;
    }
    heap[at] = last;
    return top;
  }
}
