// One run of an entry of the catalogue under swarmprof: the figures of its document, and what the program saw itself.
import { cpSync, existsSync, readFileSync, rmSync } from "node:fs";
import { join } from "node:path";
import { lastLine } from "./lines.mjs";
import { memoryFigures } from "./mem-document.mjs";
import { openWorkplace } from "./workplace.mjs";

/** A workplace with a copy of the programs inside of the copy of the package, which so find "swarmprof" by its name. */
export function truthWorkplace(options) {
  const workplace = openWorkplace(options);
  const programs = join(workplace.package.dir, "test/truth");
  cpSync(join(workplace.root, "test/truth"), programs, { recursive: true });
  return { ...workplace, truthDir: programs };
}

/** @returns `{ full, empty }`, each `{ figures, own, wallMs }` or `{ failure }`; `empty` where the entry has such arguments */
export async function runEntry(workplace, entry) {
  if (entry.needs !== undefined && !(await isThere(workplace, entry.needs))) {
    return { full: { failure: `${entry.needs} is not there` } };
  }
  const full = await once(workplace, entry, entry.args);
  if (entry.emptyArgs === undefined) return { full };
  return { full, empty: await once(workplace, entry, entry.emptyArgs) };
}

async function once({ children, package: { cli }, truthDir, newFolder }, entry, args) {
  const folder = newFolder();
  const truth = join(folder, "truth.jsonl");
  const program = join(truthDir, "programs", entry.file);
  const repeat = entry.repeat === undefined ? [] : ["--repeat", String(entry.repeat)];
  const options = [
    "mem",
    "--json",
    "--out",
    folder,
    ...repeat,
    ...(entry.flags ?? []),
    program,
    "--",
    ...args,
    ...(entry.truthArgs?.(truth) ?? []),
  ];
  try {
    const { exitCode, signal, wallMs, stdout, stderr } = await children.node([cli, ...options], { cwd: folder });
    const document = parsed(stdout);
    // A leak is exit code 1: no failure. Neither is a run of which swarmprof can't say enough.
    const ended = [0, 1, 4].includes(exitCode) && document?.memory !== undefined;
    if (!ended) return { failure: `${signal ?? `exit code ${exitCode}`}: ${why(stderr) || lastLine(stdout)}` };
    return { figures: memoryFigures(document), own: ownWitness(truth), wallMs };
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** The error rather than the stack below it. */
function why(stderr) {
  return lastLine(stderr.split("\n").find((line) => /\bError\b|FATAL|Assertion/.test(line)) ?? stderr);
}

function parsed(stdout) {
  try {
    return JSON.parse(stdout);
  } catch {
    return undefined;
  }
}

function ownWitness(file) {
  if (!existsSync(file)) return [];
  return readFileSync(file, "utf8")
    .trim()
    .split("\n")
    .map((line) => JSON.parse(line));
}

async function isThere({ children, cache }, command) {
  const { exitCode } = await children.run("sh", ["-c", `command -v ${command}`], { cwd: cache });
  return exitCode === 0;
}
