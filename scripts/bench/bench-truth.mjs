// Bytes an operation, and latencies under load, against what is known beforehand.
import { benchProject, runJson } from "./bench-project.mjs";

/** 64-bit V8 without pointer compression: an object is map, properties, elements, and 8 bytes a field. */
const BYTES = {
  "1,000 objects of two fields": [
    40_000,
    "let list = null; for (let i = 0; i < 1000; i++) list = { list, i }; return list;",
  ],
  "1,000 doubles in an array": [8_000 + 16 + 32, "return new Array(1000).fill(0.5);"],
  "await of an async function": [
    40_000,
    "let list = null; for (let i = 0; i < 1000; i++) list = { list, i }; return list;",
    "async",
  ],
  nothing: [0, "return 1;"],
};

export async function bytes(workplace) {
  const benches = Object.entries(BYTES).map(
    ([name, [, body, how]]) => `bench(${JSON.stringify(name)}, ${how === "async" ? "async " : ""}() => { ${body} });`,
  );
  const text = `import { bench } from "swarmprof";\n${benches.join("\n")}`;
  const folder = benchProject(workplace, { "bytes.bench.mjs": text });
  const { bench } = await runJson(workplace, folder, ["--processes", "5"]);
  const rows = bench.map(({ name, bytesPerOp }) => {
    const [truth] = BYTES[name];
    const error = truth === 0 ? `${bytesPerOp.toFixed(2)} B` : `${(100 * (bytesPerOp / truth - 1)).toFixed(2)} %`;
    return [name, "exact", String(truth), bytesPerOp.toFixed(1), error];
  });
  return [{ title: "Bytes an operation", columns: ["bench", "truth is", "truth", "measured", "error"], rows }];
}

/** Arrivals at a constant rate, no work, and one stall: what waits behind it is known to the operation. */
const STALLS = [
  { rate: 1_000, stallMs: 200 },
  { rate: 500, stallMs: 400 },
  { rate: 200, stallMs: 100 },
];
const SECONDS = 2;

export async function load(workplace) {
  const benches = STALLS.map(
    ({ rate, stallMs }) => `
bench("${rate}/s, ${stallMs} ms", { load: { rate: ${rate}, duration: ${1_000 * SECONDS} }, setup: () => ({ calls: 0 }) }, ({ state }) => {
  if (++state.calls === 20 + ${rate / 2}) for (const end = performance.now() + ${stallMs}; performance.now() < end; );
});`,
  );
  const folder = benchProject(workplace, { "load.bench.mjs": `import { bench } from "swarmprof";${benches.join("")}` });
  const { metrics } = await runJson(workplace, folder, ["--processes", "5"]);
  const rows = STALLS.map(({ rate, stallMs }) => {
    const name = `${rate}/s, ${stallMs} ms`;
    const truth = exactP99(rate, stallMs);
    const found = metrics.find((metric) => metric.bench === name && metric.name === "load.latency").p99;
    return [name, "one stall", truth.toFixed(1), found.toFixed(1), `${(100 * (found / truth - 1)).toFixed(2)} %`];
  });
  return [{ title: "p99 under load, ms", columns: ["load", "", "truth", "measured", "error"], rows }];
}

/** Of all operations the hundredth that waits longest. */
function exactP99(rate, stallMs) {
  const all = rate * SECONDS;
  const waits = Array.from({ length: all }, (_, i) => Math.max(0, stallMs - (1_000 * i) / rate));
  const sorted = waits.toSorted((a, b) => a - b);
  return sorted[Math.ceil(0.99 * all) - 1];
}
