// A program under plain Node and under `swarmprof mem`, each telling at its end what its process has used.
import { existsSync, readFileSync, rmSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { lastLine } from "./lines.mjs";
import { memoryFigures } from "./mem-document.mjs";
import { succeeded } from "./node-runs.mjs";

const AT_EXIT = fileURLToPath(new URL("programs/at-exit.cjs", import.meta.url));
/** A leak that was found is exit code 1, a growth that can't be told is 4. */
const DONE = [0, 1, 4];

/** @returns `{ wallMs, cpuMs, vmHwmBytes }` of the process */
export async function plainRun(workplace, program) {
  const { nodeOptions, file, args } = program;
  const { ended, used } = await run(workplace, program, [...nodeOptions, file, ...args]);
  return { wallMs: succeeded(ended).wallMs, ...used };
}

/**
 * @param options of swarmprof
 * @returns the same of the target, `commandMs` of the whole command, and the `figures` of its document
 */
export async function memRun(workplace, program, options = []) {
  const out = workplace.newFolder();
  try {
    const command = [
      workplace.package.cli,
      "mem",
      "--json",
      "--out",
      out,
      ...options,
      program.file,
      "--",
      ...program.args,
    ];
    const { ended, used } = await run(workplace, program, command);
    const { exitCode, signal, wallMs, stdout, stderr } = ended;
    if (!DONE.includes(exitCode)) {
      throw new Error(`ended with ${signal ?? `exit code ${exitCode}`}: ${lastLine(stderr) || lastLine(stdout)}`);
    }
    const figures = memoryFigures(JSON.parse(stdout));
    return { wallMs: figures.targetMs, commandMs: wallMs, ...used, figures };
  } finally {
    rmSync(out, { recursive: true, force: true });
  }
}

async function run({ children, newFolder }, program, nodeArgs) {
  const folder = newFolder();
  const file = join(folder, "used.jsonl");
  try {
    // What is installed is started with an empty NODE_OPTIONS: so it is set by the command.
    const variables = [`NODE_OPTIONS=--require="${AT_EXIT}"`, `SWARMPROF_BENCH_AT_EXIT=${file}`];
    const ended = await children.run("env", [...variables, process.execPath, ...nodeArgs], program);
    const lines = existsSync(file) ? readFileSync(file, "utf8").trim().split("\n") : [];
    const used = lines.map((line) => JSON.parse(line)).find((line) => line.program === program.file);
    return { ended, used: { cpuMs: used?.cpuMs, vmHwmBytes: used?.vmHwmBytes } };
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}
