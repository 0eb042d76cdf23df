import type { RecordedThread, Run } from "../run/read-run.ts";

/** As a person would call the thread; unique in the run. */
export function threadName({ pid, thread, name }: RecordedThread, run: Run): string {
  if (run.manifest.imported !== undefined) return importedName(pid, name || thread, run);
  const own = name === "" ? thread : `${thread} (${name})`;
  return pid === run.manifest.target?.pid || run.processes.length === 1 ? own : `child ${pid} ${own}`;
}

/** What a file calls a thread is its name; which process started which is not known. */
function importedName(pid: number, name: string, run: Run): string {
  return run.processes.length === 1 ? name : `process ${pid} ${name}`;
}
