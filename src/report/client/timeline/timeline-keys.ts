import type { Stretch } from "./stretch.ts";

export interface TimelineMoves {
  /** What is shown, and the moment that is looked at. */
  now(): { readonly shown: Stretch; readonly atMs: number };
  lookAt(ms: number): void;
  zoom(stretch: Stretch): void;
  clear(): void;
}

const STEP = 0.01;
const BIG_STEP = 0.1;

/** Arrows move the moment that is looked at; plus and minus zoom around it; Escape gives the whole run back. */
export function timelineKeys(host: HTMLElement, moves: TimelineMoves): void {
  host.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    if (!act(event.key, event.shiftKey, moves)) return;
    event.preventDefault();
    event.stopPropagation();
  });
}

function act(key: string, isBig: boolean, moves: TimelineMoves): boolean {
  const { shown, atMs } = moves.now();
  const lengthMs = shown.toMs - shown.fromMs;
  const step = lengthMs * (isBig ? BIG_STEP : STEP);
  const lookAt = (ms: number): true => {
    moves.lookAt(Math.min(shown.toMs, Math.max(shown.fromMs, ms)));
    return true;
  };
  switch (key) {
    case "ArrowLeft":
      return lookAt(atMs - step);
    case "ArrowRight":
      return lookAt(atMs + step);
    case "Home":
      return lookAt(shown.fromMs);
    case "End":
      return lookAt(shown.toMs);
    case "+":
    case "=":
      moves.zoom({ fromMs: atMs - lengthMs / 4, toMs: atMs + lengthMs / 4 });
      return true;
    case "-":
      moves.zoom({ fromMs: atMs - lengthMs, toMs: atMs + lengthMs });
      return true;
    case "Escape":
      moves.clear();
      return true;
    default:
      return false;
  }
}
