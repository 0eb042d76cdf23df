/** Calls back when what the document looks like now is on the screen. */
export function afterPaint(callback: () => void): void {
  // The frame callback comes before the paint; a task queued from it comes after.
  requestAnimationFrame(() => setTimeout(callback));
}
