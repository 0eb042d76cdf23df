// The same with Chrome DevTools' own code, on one thread: npm's heap-snapshot-toolkit.
import { createReadStream } from "node:fs";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { said } from "./said.mjs";

const [, , folder, className, file, earlier] = process.argv;
const toolkit = await import(pathToFileURL(join(folder, "node_modules/heap-snapshot-toolkit/index.js")).href);
const read = (path) => toolkit.parse(createReadStream(path, "utf8"));
const before = earlier === undefined ? undefined : await read(earlier);
const heap = await read(file);
const classes = heap.aggregatesWithFilter(new toolkit.DevToolsAPI.HeapSnapshotModel.NodeFilter());
let instances = 0;
let retainedBytes = 0;
const node = heap.createNode(0);
for (let index = 0; index < heap.nodes.length; index += heap.nodeFieldCount) {
  node.nodeIndex = index;
  if (node.type() !== "object" || node.name() !== className) continue;
  instances++;
  retainedBytes += node.retainedSize();
}
let fresh;
if (before !== undefined) {
  const change = await toolkit.diff(before, heap);
  fresh = Object.entries(change).find(([key, { name }]) => key === "Message" || name === "Message")?.[1].addedCount;
}
said({ objects: heap.nodeCount, classes: Object.keys(classes).length, instances, retainedBytes, fresh });
