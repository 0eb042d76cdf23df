// The same with memlab's API.
import { createRequire } from "node:module";
import { join } from "node:path";
import { said } from "./said.mjs";

const [, , folder, className, file] = process.argv;
const { getFullHeapFromFile } = createRequire(join(folder, "index.js"))("@memlab/heap-analysis");
const log = console.log;
console.log = () => {};
const heap = await getFullHeapFromFile(file);
console.log = log;
const classes = new Map();
let objects = 0;
let instances = 0;
let retainedBytes = 0;
heap.nodes.forEach((node) => {
  objects++;
  const { name, type } = node;
  const key = type === "object" ? name : `(${type})`;
  const known = classes.get(key) ?? { count: 0, bytes: 0 };
  classes.set(key, { count: known.count + 1, bytes: known.bytes + node.self_size });
  if (type !== "object" || name !== className) return;
  instances++;
  retainedBytes += node.retainedSize;
});
process.stdout.write("\n");
said({ objects, classes: classes.size, instances, retainedBytes });
process.exit(0);
