import type { Page } from "./page.ts";

/** Selects a function, and its heaviest row in the graph as it is arranged now; zooms out so that all its rows show. */
export function reveal(page: Page, frame: number, change: { search?: string } = {}): void {
  const tree = page.model.shown(page.state);
  const row = tree.heaviest(frame);
  page.change({ ...change, frame, row: row === undefined ? "" : tree.address(row), zoom: "" });
}
