import type { TableRow } from "./table-rows.ts";

export interface TableMoves {
  now(): { readonly row: number; readonly rows: number; readonly pageRows: number };
  row(row: number): TableRow | undefined;
  go(row: number): void;
  fold(row: number): void;
  /** @param isMore adds it to what is chosen, or takes it away */
  choose(row: number, isMore: boolean): void;
}

/** Arrows move, left and right fold and unfold a role, Enter chooses, Space adds. */
export function agentsTableKeys(table: HTMLElement, moves: TableMoves): void {
  table.addEventListener("keydown", (event) => {
    // The heads of the columns are buttons of their own.
    if (event.target !== table || event.ctrlKey || event.metaKey || event.altKey) return;
    if (!act(event.key, moves)) return;
    event.preventDefault();
    event.stopPropagation();
  });
}

function act(key: string, moves: TableMoves): boolean {
  const { row, rows, pageRows } = moves.now();
  const go = (to: number): true => {
    moves.go(Math.max(0, Math.min(rows - 1, to)));
    return true;
  };
  const here = moves.row(row);
  switch (key) {
    case "ArrowDown":
      return go(row + 1);
    case "ArrowUp":
      return go(row - 1);
    case "PageDown":
      return go(row + pageRows);
    case "PageUp":
      return go(row - pageRows);
    case "Home":
      return go(0);
    case "End":
      return go(rows - 1);
    case "ArrowRight":
      if (here?.kind !== "group") return false;
      if (here.isOpen) return go(row + 1);
      moves.fold(row);
      return true;
    case "ArrowLeft":
      if (here?.kind === "group" && here.isOpen) moves.fold(row);
      else if (here?.kind === "agent") go(headAbove(row, moves));
      return true;
    case "Enter":
      moves.choose(row, false);
      return true;
    case " ":
      moves.choose(row, true);
      return true;
    default:
      return false;
  }
}

function headAbove(row: number, moves: TableMoves): number {
  for (let above = row; above >= 0; above--) if (moves.row(above)?.kind === "group") return above;
  return row;
}
