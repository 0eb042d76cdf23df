// Snapshots that are read: made by a program once, kept in the cache folder.
import { existsSync, renameSync, statSync } from "node:fs";
import { join } from "node:path";
import { succeeded } from "./node-runs.mjs";

/** @returns paths of two snapshots of one swarm, the second after more work */
export async function swarmSnapshots(workplace, { agents, messages }) {
  const name = `heap-swarm-${process.versions.node}-${agents}-${messages}`;
  const files = [`${name}.heapsnapshot`, `${name}-later.heapsnapshot`].map((file) => join(workplace.cache, file));
  await made(workplace, files, (paths) => ["heap-swarm.cjs", String(agents), String(messages), ...paths]);
  return files;
}

/** @returns path of a snapshot that is mostly texts */
export async function textSnapshot(workplace, { messages }) {
  const file = join(workplace.cache, `heap-texts-${process.versions.node}-${messages}.heapsnapshot`);
  await made(workplace, [file], (paths) => ["heap-texts.cjs", String(messages), ...paths]);
  return file;
}

export function megabytes(file) {
  return statSync(file).size / 1e6;
}

async function made({ root, children, newFolder }, files, commandLine) {
  if (files.every(existsSync)) return;
  process.stderr.write(`making ${files.join(", ")}\n`);
  // Renamed when they are whole: what was cut off is made again.
  const unfinished = files.map((file) => `${file}.part`);
  const [program, ...args] = commandLine(unfinished);
  const script = join(root, "scripts/bench/programs", program);
  succeeded(await children.node(["--max-old-space-size=8192", script, ...args], { cwd: newFolder() }));
  unfinished.forEach((file, i) => renameSync(file, files[i]));
}
