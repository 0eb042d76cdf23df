// A program under plain Node, and under Node's own profiler.
import { readdirSync, rmSync } from "node:fs";
import { join } from "node:path";
import { lastLine } from "./lines.mjs";

/** @returns wall time from spawn to end, ms */
export async function plainMs({ children }, program) {
  return succeeded(await children.node(commandLine(program), program)).wallMs;
}

/**
 * @param read is given the profiles, one a thread, before they are removed
 * @returns `{ wallMs, result }`, the result being what `read` returns
 */
export async function cpuProf({ children, newFolder }, program, intervalUs, read = () => undefined) {
  const folder = newFolder();
  try {
    const profiling = ["--cpu-prof", "--cpu-prof-interval", String(intervalUs), "--cpu-prof-dir", folder];
    const { wallMs } = succeeded(await children.node([...profiling, ...commandLine(program)], program));
    return { wallMs, result: read(readdirSync(folder).map((name) => join(folder, name))) };
  } finally {
    rmSync(folder, { recursive: true });
  }
}

function commandLine({ nodeOptions, file, args }) {
  return [...nodeOptions, file, ...args];
}

/** @throws Error where a program or a tool did not end well: its time would mean nothing */
export function succeeded(ended) {
  const { exitCode, signal, stdout, stderr } = ended;
  if (exitCode === 0) return ended;
  throw new Error(`ended with ${signal ?? `exit code ${exitCode}`}: ${lastLine(stderr) || lastLine(stdout)}`);
}
