// A program under swarmprof, started as a person starts it.
import { rmSync } from "node:fs";
import { join, resolve } from "node:path";
import { pathToFileURL } from "node:url";
import { succeeded } from "./node-runs.mjs";

/** @returns the interval that swarmprof takes if not told one, µs */
export async function defaultIntervalUs(workplace) {
  const { DEFAULT_INTERVAL_US } = await import(pathToFileURL(join(workplace.package.dir, "dist/verbs/cpu.js")).href);
  return DEFAULT_INTERVAL_US;
}

/** @returns the result document, of which `run.target.wallMs` is the target's own wall time from spawn to end */
export async function cpuDocument(workplace, program, intervalUs) {
  const { document, out } = await cpuRecording(workplace, program, intervalUs);
  rmSync(out, { recursive: true });
  return document;
}

/** @returns the result document of a verb, and wall time of the whole command, ms */
export async function verbDocument(workplace, program, [verb, ...options]) {
  const { children, newFolder } = workplace;
  const out = newFolder();
  const args = [workplace.package.cli, verb, "--json", ...options, "--out", out, program.file, "--", ...program.args];
  try {
    const { stdout, wallMs } = succeeded(await children.node(args, program));
    return { document: JSON.parse(stdout), wallMs };
  } finally {
    rmSync(out, { recursive: true });
  }
}

/** @returns the document, its run and its report, which stay below `out` */
export async function cpuRecording(workplace, program, intervalUs) {
  const out = workplace.newFolder();
  const { stdout } = await swarmprofCpu(workplace, program, ["--json", "--interval", String(intervalUs), "--out", out]);
  const document = JSON.parse(stdout);
  return { document, out, dir: resolve(program.cwd, document.run.dir), report: resolve(program.cwd, document.report) };
}

/** @returns wall time of the whole command, report included, ms */
export async function commandMs(workplace, program) {
  const out = workplace.newFolder();
  const { wallMs } = await swarmprofCpu(workplace, program, ["--out", out]);
  rmSync(out, { recursive: true });
  return wallMs;
}

async function swarmprofCpu({ children, package: { cli } }, program, options) {
  const args = [cli, "cpu", ...options, program.file, "--", ...program.args];
  return succeeded(await children.node(args, program));
}
