// Reads a snapshot with swarmprof: dominators, shallow and retained sizes, classes, the instances of a class.
//   node swarmprof.mjs <folder of the package> <class> <file> [earlier file]
import { pathToFileURL } from "node:url";
import { join } from "node:path";
import { said } from "./said.mjs";

const [, , folder, className, file, earlier] = process.argv;
const load = (path) => import(pathToFileURL(join(folder, "dist", path)).href);
const { readHeapSnapshot } = await load("formats/heapsnapshot/read-heap-snapshot.js");
const { plainSnapshotFile } = await load("formats/heapsnapshot/snapshot-file.js");
const { shallowBytes } = await load("analysis/heap/shallow.js");
const { dominators } = await load("analysis/heap/dominators.js");
const { retainedBytes } = await load("analysis/heap/retained.js");
const { heapClasses } = await load("analysis/heap/classes.js");
const { instancesOf } = await load("analysis/heap/instances.js");
const { heapCensus } = await load("analysis/heap/census.js");
const { compareCensuses } = await load("analysis/heap/compare-censuses.js");

const before = earlier === undefined ? undefined : heapCensus(readHeapSnapshot(plainSnapshotFile(earlier)));
const graph = readHeapSnapshot(plainSnapshotFile(file));
const tree = dominators(graph);
const shallow = shallowBytes(graph);
const retained = retainedBytes(tree, shallow);
const classes = heapClasses(graph, tree, shallow, retained);
const change = before === undefined ? undefined : compareCensuses(before, heapCensus(graph, shallow));
const instances = [...instancesOf(graph, className)];
said({
  objects: graph.nodeCount,
  classes: classes.length,
  instances: instances.length,
  retainedBytes: instances.reduce((sum, node) => sum + retained[node], 0),
  fresh: change?.classes.find(({ name }) => name === "Message")?.fresh.count,
});
