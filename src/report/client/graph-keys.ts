import type { Page } from "./page.ts";
import { type DrawnFrame, NO_ROW, type Pruned } from "./prune.ts";
import type { ShownTree } from "./shown-tree.ts";

/** Moves the selection through the drawn frames: up to the caller, down to the widest callee, sideways to siblings. */
export function graphKeys(host: HTMLElement, page: Page, drawn: () => Pruned | undefined): void {
  host.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    const pruned = drawn();
    if (pruned === undefined) return;
    const tree = page.model.shown(page.state);
    const selected = page.state.row === "" ? undefined : tree.find(page.state.row);
    const current = (selected === undefined ? undefined : pruned.frames.get(selected)) ?? pruned.zoom;
    const isHandled = act(event.key, { page, tree, pruned, current });
    if (!isHandled) return;
    event.preventDefault();
    event.stopPropagation();
  });
}

interface Position {
  readonly page: Page;
  readonly tree: ShownTree;
  readonly pruned: Pruned;
  readonly current: DrawnFrame;
}

function act(key: string, { page, tree, pruned, current }: Position): boolean {
  const select = (frame: DrawnFrame | undefined): boolean => {
    if (frame !== undefined) page.change(rowChoice(tree, frame));
    return true;
  };
  const zoom = (row: number): boolean => {
    page.change({ zoom: row === tree.root ? "" : tree.address(row) });
    return true;
  };
  const parent = pruned.frames.get(tree.parent(current.row));
  switch (key) {
    case "ArrowUp":
      return select(parent);
    case "ArrowDown":
      return select(widest(current.children));
    case "ArrowLeft":
      return select(sibling(current, parent, -1));
    case "ArrowRight":
      return select(sibling(current, parent, 1));
    case "Enter":
    case " ":
      return zoom(current.row);
    case "Home":
      return zoom(tree.root);
    case "Escape":
    case "Backspace": {
      // At the root there is nothing to leave: let Escape clear the search instead.
      if (pruned.zoom.row === tree.root) return false;
      return zoom(tree.parent(pruned.zoom.row));
    }
    default:
      return false;
  }
}

function rowChoice(tree: ShownTree, { row, frame }: DrawnFrame): { row: string; frame: number | null } {
  return { row: tree.address(row), frame: frame < 0 ? null : frame };
}

function widest(frames: readonly DrawnFrame[]): DrawnFrame | undefined {
  const drawn = frames.filter(({ row }) => row !== NO_ROW);
  return drawn.reduce<DrawnFrame | undefined>((best, one) => (best && best.value >= one.value ? best : one), undefined);
}

function sibling(current: DrawnFrame, parent: DrawnFrame | undefined, step: 1 | -1): DrawnFrame | undefined {
  const siblings = parent?.children.filter(({ row }) => row !== NO_ROW) ?? [];
  return siblings[siblings.indexOf(current) + step];
}
