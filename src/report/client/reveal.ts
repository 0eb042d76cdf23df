import type { Page } from "./page.ts";
import type { PageState } from "./page-state.ts";
import type { ShownTree } from "./shown-tree.ts";

/** Below this share of the width a row is too narrow to be seen, or not drawn. */
const VISIBLE = 0.002;
/** The share that such a row has after zooming in. */
const COMFORTABLE = 0.02;

/** Selects a function and its heaviest row; zooms out as far as that row can still be seen. */
export function reveal(page: Page, frame: number, change: Partial<PageState> = {}): void {
  const tree = page.model.shown({ ...page.state, ...change });
  const row = tree.heaviest(frame);
  if (row === undefined) page.change({ ...change, frame, row: "", zoom: "" });
  else page.change({ ...change, frame, row: tree.address(row), zoom: zoomFor(tree, row) });
}

function zoomFor(tree: ShownTree, row: number): string {
  const time = tree.total(row);
  if (time >= VISIBLE * tree.total(tree.root)) return "";
  let zoom = row;
  while (zoom !== tree.root && time >= COMFORTABLE * tree.total(tree.parent(zoom))) zoom = tree.parent(zoom);
  return tree.address(zoom);
}
