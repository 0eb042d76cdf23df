export interface TreeTableMoves {
  expand(line: HTMLTableRowElement): void;
  collapse(line: HTMLTableRowElement): void;
  choose(line: HTMLTableRowElement): void;
  parent(line: HTMLTableRowElement): HTMLTableRowElement | undefined;
}

/** The keys of a treegrid, after the ARIA practices: arrows walk, right opens, left closes or goes to the parent. */
export function treeTableKeys(body: HTMLTableSectionElement, moves: TreeTableMoves): void {
  body.addEventListener("focusin", ({ target }) => {
    if (!(target instanceof HTMLTableRowElement)) return;
    for (const line of body.querySelectorAll<HTMLElement>("tr[tabindex='0']")) line.tabIndex = -1;
    target.tabIndex = 0;
  });
  body.addEventListener("keydown", (event) => {
    const line = event.target;
    if (!(line instanceof HTMLTableRowElement) || event.ctrlKey || event.metaKey || event.altKey) return;
    if (!act(event.key, line, body, moves)) return;
    event.preventDefault();
    event.stopPropagation();
  });
}

function act(key: string, line: HTMLTableRowElement, body: HTMLTableSectionElement, moves: TreeTableMoves): boolean {
  switch (key) {
    case "ArrowDown":
      return focus(line.nextElementSibling);
    case "ArrowUp":
      return focus(line.previousElementSibling);
    case "Home":
      return focus(body.firstElementChild);
    case "End":
      return focus(body.lastElementChild);
    case "ArrowRight":
      if (line.ariaExpanded === "false") moves.expand(line);
      else if (line.ariaExpanded === "true") focus(line.nextElementSibling);
      return true;
    case "ArrowLeft":
      if (line.ariaExpanded === "true") moves.collapse(line);
      else focus(moves.parent(line));
      return true;
    case "Enter":
    case " ":
      moves.choose(line);
      return true;
    default:
      return false;
  }
}

function focus(line: Element | null | undefined): boolean {
  if (line instanceof HTMLElement) line.focus();
  return true;
}
