// Who reads a heap snapshot, each in a process of its own: dominators, retained sizes, classes, instances of one class.
import { join } from "node:path";
import { installed } from "./install.mjs";
import { firstLine } from "./lines.mjs";
import { succeeded } from "./node-runs.mjs";

const PEERS = {
  memlab: { "@memlab/heap-analysis": "2.0.5" },
  devtools: { "heap-snapshot-toolkit": "1.1.3" },
  vscode: { "@vscode/v8-heap-parser": "0.1.0" },
};

/**
 * @param names of peers
 * @returns name → a function of files that gives what it found and what that took, or the reason why there is none
 */
export async function heapReaders(workplace, names) {
  const readers = { swarmprof: { read: (...files) => read(workplace, "swarmprof", workplace.package.dir, files) } };
  for (const name of names) {
    try {
      const folder = await installed(workplace, `heap-${name}`, PEERS[name]);
      readers[name] = { read: (...files) => read(workplace, name, folder, files) };
    } catch (error) {
      readers[name] = { failure: firstLine(error) };
    }
  }
  return readers;
}

/** @param files the snapshot, and an earlier one to compare it with */
async function read({ root, children }, name, folder, files) {
  const script = join(root, "scripts/bench/heap", `${name}.mjs`);
  const args = ["--max-old-space-size=16384", script, folder, "WorkerAgent", ...files];
  const { wallMs, stdout } = succeeded(await children.node(args, { cwd: root }));
  return { wallMs, ...JSON.parse(stdout.trim().split("\n").at(-1)) };
}
