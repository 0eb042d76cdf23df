/**
 * Tells when the thread goes on with another async context. On Node 24 and up by V8's promise hooks and, for all that is
 * no promise, by async hooks; before, by async hooks for both, since there `AsyncLocalStorage` needs them anyway.
 */
import { createHook } from "node:async_hooks";
import v8 from "node:v8";

const FIRST_WITH_CONTEXT_FRAMES = 24;

export function onContextSwitch(enter: () => void, leave: () => void): void {
  const callbacks = { before: enter, after: leave };
  if (Number.parseInt(process.versions.node, 10) < FIRST_WITH_CONTEXT_FRAMES) {
    createHook(callbacks).enable();
    return;
  }
  v8.promiseHooks.createHook({ before: enter, after: leave });
  createHook({ ...callbacks, trackPromises: false } as typeof callbacks).enable();
}
