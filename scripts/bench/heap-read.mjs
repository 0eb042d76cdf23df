// Time and memory to read snapshots, against the peers.
import { heapReaders } from "./heap-readers.mjs";
import { megabytes, swarmSnapshots, textSnapshot } from "./heap-snapshots.mjs";
import { alternate, ratios } from "./rounds.mjs";
import { median } from "./statistics.mjs";
import { failedRow, spread } from "./table.mjs";

const SIZES = {
  "27 MB": { agents: 100, messages: 180 },
  "94 MB": { agents: 300, messages: 215 },
  "390 MB": { agents: 1000, messages: 275 },
};
const TO_REACH = { memlab: "≤ 1/9", devtools: "≤ 1/6.5", vscode: "≤ 1/4" };
const COLUMNS = [
  "file",
  "with",
  "s",
  "least–most",
  "CPU s",
  "swarmprof is 1/",
  "least–most",
  "to reach",
  "peak MB",
  "× file",
];

export async function read(workplace) {
  const readers = await heapReaders(workplace, ["memlab", "devtools", "vscode"]);
  const rows = [];
  const sizes = workplace.quick ? Object.entries(SIZES).slice(0, 2) : Object.entries(SIZES);
  for (const [, size] of sizes) {
    const [file] = await swarmSnapshots(workplace, size);
    rows.push(...(await rowsOf(workplace, file, readers)));
  }
  return [
    {
      title: "read: a snapshot, its dominators, retained sizes, classes and the instances of one class; whole process",
      columns: COLUMNS,
      rows,
      notes: [
        "to reach: from 94 MB on. Peak memory at 94 MB: 1.6 × the file, from 390 MB on 1.0 ×",
        "devtools: npm's heap-snapshot-toolkit, DevTools' own code on one thread; it has the same retained sizes. vscode: Rust, WebAssembly",
      ],
    },
  ];
}

export async function texts(workplace) {
  const file = await textSnapshot(workplace, { messages: workplace.quick ? 200_000 : 650_000 });
  const readers = await heapReaders(workplace, ["memlab", "devtools", "vscode"]);
  const rows = await rowsOf({ ...workplace, runs: 1 }, file, readers);
  return [
    { title: "texts: a heap of long messages", columns: COLUMNS, rows, notes: ["to reach: works, ≤ 0.3 × the file"] },
  ];
}

export async function difference(workplace) {
  const [file, later] = await swarmSnapshots(workplace, SIZES["94 MB"]);
  const all = await heapReaders(workplace, ["devtools"]);
  const readers = Object.fromEntries(
    Object.entries(all).map(([name, { read: one, failure }]) => [
      name,
      { failure, read: one && (() => one(later, file)) },
    ]),
  );
  const rows = await rowsOf(workplace, later, readers);
  return [
    {
      title: "difference: two snapshots, what is new by class",
      columns: COLUMNS,
      rows: rows.map((row) => row.map((cell) => (cell === TO_REACH.devtools ? "≤ 1/11" : cell))),
    },
  ];
}

async function rowsOf(workplace, file, readers) {
  const usable = Object.entries(readers).filter(([, { failure }]) => failure === undefined);
  const variants = Object.fromEntries(usable.map(([name, { read: one }]) => [name, () => one(file)]));
  const size = megabytes(file);
  const results = await alternate(`${size.toFixed(0)} MB`, workplace.runs, variants);
  checkEqual(results);
  return Object.entries(readers).map(([name, { failure }]) => {
    const result = results[name];
    const why = failure ?? result.failure;
    if (why !== undefined) return failedRow(`${size.toFixed(0)} MB`, `${name}: ${why}`);
    const { values } = result;
    const peak = median(values.map(({ peakRssBytes }) => peakRssBytes)) / 1e6;
    const slower =
      name === "swarmprof"
        ? ["", ""]
        : spread(
            ratios(result, results.swarmprof, ({ wallMs }) => wallMs),
            1,
          );
    return [
      `${size.toFixed(0)} MB`,
      name,
      ...spread(
        values.map(({ wallMs }) => wallMs / 1000),
        2,
      ),
      median(values.map(({ cpuMs }) => cpuMs / 1000)).toFixed(2),
      ...slower,
      TO_REACH[name] ?? "",
      peak.toFixed(0),
      (peak / size).toFixed(2),
    ];
  });
}

/** A reader that is fast and wrong is not fast. */
function checkEqual({ swarmprof, devtools }) {
  const [own, theirs] = [swarmprof.values[0], devtools?.values[0]];
  if (own === undefined || theirs === undefined) return;
  for (const figure of ["objects", "instances", "retainedBytes", "fresh"]) {
    if (own[figure] !== theirs[figure]) throw new Error(`${figure}: ${own[figure]}, DevTools has ${theirs[figure]}`);
  }
}
