/** @returns asks for the work to be done once the page has nothing else to do; asking again starts the wait anew */
export function whenIdle(work: () => void): () => void {
  let asked = 0;
  // Safari has no idle callbacks.
  const wait = globalThis.requestIdleCallback ?? ((callback: () => void) => setTimeout(callback, 200));
  const cancel = globalThis.cancelIdleCallback ?? clearTimeout;
  return () => {
    cancel(asked);
    asked = wait(work);
  };
}
