// Ways to let time pass, from easy to impossible for somebody who wants an answer of this thread.
import { setTimeout as sleep } from "node:timers/promises";

export const WAYS = {
  /** The event loop turns. */
  asleep: (ms) => sleep(ms),
  /** JavaScript runs, the event loop does not turn. */
  busy(ms) {
    const end = performance.now() + ms;
    let x = 1;
    while (performance.now() < end) for (let i = 0; i < 10_000; i++) x = (Math.imul(x, 1_664_525) + i) | 0;
    return x;
  },
  /** Nothing runs: the thread waits in the system. */
  waiting(ms) {
    Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, ms);
  },
};
