/**
 * What the graph and its table draw, whichever way the samples are arranged. Rows are numbers, their children are found
 * only when asked for: a tree of 128,000 nodes costs what is looked at.
 */
export interface ShownTree {
  readonly root: number;
  /** Index of the frame, or -1 where the row is no function: the root, a thread. */
  frame(row: number): number;
  /** Name of a row that is no function. */
  title(row: number): string;
  parent(row: number): number;
  /** µs. */
  total(row: number): number;
  /** µs. */
  self(row: number): number;
  /** Where the row begins on an axis of time, µs; only of a tree that has one. */
  start?(row: number): number;
  /** In the order of drawing, from left to right. Only rows with time. */
  children(row: number): readonly number[];
  /** The row of a function with the most time. */
  heaviest(frame: number): number | undefined;
  /** The row in a link: the same in every browser as long as the scope is the same. */
  address(row: number): string;
  find(address: string): number | undefined;
}

/** From the root to the row, both included. */
export function pathTo(tree: ShownTree, row: number): number[] {
  const path = [row];
  for (let at = row; at !== tree.root; ) {
    at = tree.parent(at);
    path.unshift(at);
  }
  return path;
}

export function depthOf(tree: ShownTree, row: number): number {
  let depth = 0;
  for (let at = row; at !== tree.root; at = tree.parent(at)) depth++;
  return depth;
}

/** The row with the most time among those that belong. */
export function heaviestRow(
  rows: ArrayLike<number>,
  belongs: (value: number) => boolean,
  total: ArrayLike<number>,
): number | undefined {
  let best: number | undefined;
  for (let row = 0; row < rows.length; row++) {
    if (belongs(rows[row]!) && total[row]! > (best === undefined ? 0 : total[best]!)) best = row;
  }
  return best;
}

/** An address that is the row's number, where there is such a row. */
export function rowNumber(address: string, limit: number): number | undefined {
  const row = /^\d{1,9}$/.test(address) ? Number(address) : limit;
  return row < limit ? row : undefined;
}
