// What dividing a heap among agents costs on top of reading it:
//   node ownership.mjs <folder of the package> <class> <file> [divide]
import { pathToFileURL } from "node:url";
import { join } from "node:path";
import { said } from "./said.mjs";

const [, , folder, className, file, divide] = process.argv;
const load = (path) => import(pathToFileURL(join(folder, "dist", path)).href);
const { readHeapSnapshot } = await load("formats/heapsnapshot/read-heap-snapshot.js");
const { plainSnapshotFile } = await load("formats/heapsnapshot/snapshot-file.js");
const { measuredHeap } = await load("analysis/heap/measured-heap.js");
const { classAgents } = await load("analysis/heap/class-agents.js");
const { ownership } = await load("analysis/heap/ownership.js");

const { graph, keys } = measuredHeap(readHeapSnapshot(plainSnapshotFile(file)));
if (divide === undefined) said({ agents: 0 });
else {
  const names = className.split(",").map((name) => ({ name, file: "", field: "" }));
  const { agents, roots } = classAgents(graph, keys, names);
  const { ownBytes } = ownership(graph, roots, agents.length);
  said({ agents: agents.length, ownBytes: ownBytes.reduce((sum, one) => sum + one, 0) });
}
