export interface LaneMoves {
  up(lanes: number): void;
  /** @param share of what is shown; to the right where it is positive */
  along(share: number): void;
  choose(isMore: boolean): void;
  /** @param factor of the length that is shown */
  zoom(factor: number): void;
}

/** Arrows move the lane and the moment that are looked at; Enter chooses, Space adds; plus and minus zoom. */
export function lanesKeys(host: HTMLElement, moves: LaneMoves): void {
  host.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    const action = actionOf(event.key, event.shiftKey, moves);
    if (action === undefined) return;
    action();
    event.preventDefault();
    event.stopPropagation();
  });
}

const PAGE_LANES = 20;

function actionOf(key: string, isBig: boolean, moves: LaneMoves): (() => void) | undefined {
  const step = isBig ? 0.1 : 0.01;
  switch (key) {
    case "ArrowUp":
      return () => moves.up(1);
    case "ArrowDown":
      return () => moves.up(-1);
    case "PageUp":
      return () => moves.up(PAGE_LANES);
    case "PageDown":
      return () => moves.up(-PAGE_LANES);
    case "Home":
      return () => moves.up(Infinity);
    case "End":
      return () => moves.up(-Infinity);
    case "ArrowLeft":
      return () => moves.along(-step);
    case "ArrowRight":
      return () => moves.along(step);
    case "Enter":
      return () => moves.choose(false);
    case " ":
      return () => moves.choose(true);
    case "+":
    case "=":
      return () => moves.zoom(0.5);
    case "-":
      return () => moves.zoom(2);
    default:
      return undefined;
  }
}
