/** Holds the process before the program's first line until what records it from outside has begun. */
import { existsSync, nowUs } from "../pristine.ts";

const LONGEST_US = 5_000_000;
const NAP_MS = 2;

export function waitForRecorder(ready: string): void {
  const nap = new Int32Array(new SharedArrayBuffer(4));
  const deadlineUs = nowUs() + LONGEST_US;
  while (!existsSync(ready) && nowUs() < deadlineUs) Atomics.wait(nap, 0, 0, NAP_MS);
}
