import type { RecordedThread, Run } from "../run/read-run.ts";

/** As a person would call the thread; unique in the run. */
export function threadName({ pid, thread, name }: RecordedThread, run: Run): string {
  const own = name === "" ? thread : `${thread} (${name})`;
  return pid === run.manifest.target?.pid || run.processes.length === 1 ? own : `child ${pid} ${own}`;
}
