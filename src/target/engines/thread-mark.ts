/**
 * Says in V8's own log which thread it is of, and what its clock shows now: a script of a telling name is compiled, and
 * the log has that name with its time. Nothing else does that from JavaScript.
 */
import { Script } from "node:vm";
import { THREAD_MARK } from "../../run/thread-mark.ts";
import { nowUs } from "../pristine.ts";

export function markThread(thread: string): void {
  try {
    new Script("0", { filename: `${THREAD_MARK}${thread}:${nowUs()}` }).runInThisContext();
  } catch {
    // A thread that is ending: its log is left out.
  }
}
