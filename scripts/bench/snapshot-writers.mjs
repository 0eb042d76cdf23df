// How long a thread stands still for a heap snapshot, by who writes it.
import { join } from "node:path";
import { existsSync } from "node:fs";
import { succeeded } from "./node-runs.mjs";
import { alternate, ratios } from "./rounds.mjs";
import { median } from "./statistics.mjs";
import { failedRow, spread } from "./table.mjs";

const SCRIPT = `
  const kept = Array.from({ length: 200_000 }, (_, i) => ({ i, name: "n" + i, parts: [i] }));
  const module = { exports: {} };
  if (process.argv[2]) process.dlopen(module, process.argv[2]);
  const write = process.argv[2] ? module.exports.writeSnapshot : require("node:v8").writeHeapSnapshot;
  const started = performance.now();
  write(process.argv[1]);
  console.log(performance.now() - started, kept.length);`;

export async function snapshotWriters(workplace) {
  const addon = join(workplace.root, "node_modules/heapdump/build/Release/addon.node");
  const columns = ["heap", "writer", "ms", "least–most", "heapdump / node", "least–most"];
  const title = "snapshots: time in which the thread stands still";
  if (!existsSync(addon))
    return [{ title, columns, rows: [failedRow("200,000 objects", "heapdump has no build here")] }];
  const runs = await alternate("snapshots", workplace.runs, {
    node: () => writtenMs(workplace, []),
    heapdump: () => writtenMs(workplace, [addon]),
  });
  const rows = Object.entries(runs).map(([name, run]) => [
    "200,000 objects",
    name,
    median(run.values).toFixed(0),
    spread(run.values, 0)[1],
    ...(name === "heapdump" ? spread(ratios(run, runs.node), 2) : []),
  ]);
  return [{ title, columns, rows }];
}

async function writtenMs({ children, newFolder }, args) {
  const folder = newFolder();
  const options = { cwd: folder };
  const { stdout } = succeeded(
    await children.node(["-e", SCRIPT, "--", join(folder, "a.heapsnapshot"), ...args], options),
  );
  return Number.parseFloat(stdout);
}
