// Verdicts against a known truth: the same work, and 5 and 10 % more of it, measured in turn. Each comparison takes
// consecutive processes of both arms; windows overlap.
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { benchProject } from "./bench-project.mjs";

const PROCESSES = 15;
/** By how much more work: the second arm of 0 % is the one without a change. */
const ARMS = { base: 1, same: 1, "+5 %": 1.05, "+10 %": 1.1 };

export async function verdicts(workplace) {
  const { newest, rounds } = await collect(workplace);
  const { compareBenches } = await module(workplace, "analysis/bench/compare-benches.js");
  const benches = Object.keys(newest.base);
  const rows = [];
  for (const arm of ["same", "+5 %", "+10 %"]) {
    const all = { slower: 0, faster: 0, same: 0, unknown: 0 };
    for (const bench of benches) {
      const found = { slower: 0, faster: 0, same: 0, unknown: 0 };
      for (let from = 0; from + PROCESSES <= rounds; from++) {
        const window = (processes) => processes.slice(from, from + PROCESSES);
        const [{ verdict }] = compareBenches([{ base: window(newest.base[bench]), head: window(newest[arm][bench]) }]);
        found[verdict]++;
        all[verdict]++;
      }
      rows.push(row(arm, bench, found));
    }
    rows.push(row(arm, "all", all));
  }
  return [
    {
      title: `Verdicts of ${PROCESSES} processes an arm, of ${rounds} measured`,
      columns: ["truth", "bench", "comparisons", "slower", "faster", "same", "unknown"],
      rows,
    },
  ];
}

function row(arm, bench, found) {
  const count = Object.values(found).reduce((sum, number) => sum + number, 0);
  const share = (verdict) => `${((100 * found[verdict]) / count).toFixed(1)} %`;
  return [arm, bench, String(count), share("slower"), share("faster"), share("same"), share("unknown")];
}

/** @returns of each arm and bench a summary a process, in the order in which they were measured */
async function collect(workplace) {
  const { listBenches, measureOnce } = await module(workplace, "capture/bench-process.js");
  const { processSummary } = await module(workplace, "analysis/bench/process-summary.js");
  const { DEFAULT_RUN } = await module(workplace, "verbs/run.js");
  const rounds = Math.max(workplace.runs, workplace.quick ? PROCESSES : 40);
  const folder = benchProject(
    workplace,
    Object.fromEntries(Object.entries(ARMS).map(([arm, more]) => [file(arm), workloads(more)])),
  );
  const harness = join(workplace.package.dir, "dist/assets/harness.mjs");
  const { signal } = new AbortController();
  const what = (arm) => ({
    file: join(folder, file(arm)),
    shown: arm,
    harness,
    cwd: folder,
    timeoutMs: 60_000,
    signal,
  });
  const { benches } = await listBenches(what("base"));
  const newest = Object.fromEntries(
    Object.keys(ARMS).map((arm) => [arm, Object.fromEntries(benches.map(({ name }) => [name, []]))]),
  );
  for (let round = 0; round < rounds; round++) {
    process.stderr.write(`\rround ${round + 1} of ${rounds}`);
    for (const [index, { name }] of benches.entries()) {
      const arms = round % 2 === 0 ? Object.keys(ARMS) : Object.keys(ARMS).toReversed();
      for (const arm of arms) {
        const { measurement, error } = await measureOnce(what(arm), { index, name, ...DEFAULT_RUN.settings });
        if (measurement === undefined) throw new Error(error);
        newest[arm][name].push(processSummary(measurement));
      }
    }
  }
  process.stderr.write("\r\u001B[2K");
  return { newest, rounds };
}

function file(arm) {
  return `${arm.replace(/\W/g, "")}.bench.mjs`;
}

function workloads(more) {
  const n = Math.round(100 * more);
  return `
import { bench } from "swarmprof";
const words = Array.from({ length: 2000 }, (_, i) => "w" + ((i * 7919) % 1009));
function hash(n) { let h = 2166136261; for (let i = 0; i < n; i++) { h ^= i & 255; h = Math.imul(h, 16777619); } return h; }
bench("arithmetic", () => hash(${5 * n}));
bench("strings", () => { const m = new Map(); for (let i = 0; i < ${10 * n}; i++) { const w = words[i % 2000]; m.set(w, (m.get(w) ?? 0) + 1); } return m.size; });
bench("allocation", () => { const a = []; for (let i = 0; i < ${2 * n}; i++) a.push({ id: i, tags: [i, i + 1], name: "n" + i }); return a; });
bench("json", () => { const a = []; for (let i = 0; i < ${n}; i++) a.push({ id: i, text: words[i] }); return JSON.parse(JSON.stringify(a)); });
bench("async", async () => { let s = 0; for (let i = 0; i < ${n}; i++) s += await i; return s; });
`;
}

function module({ package: { dir } }, path) {
  return import(pathToFileURL(join(dir, "dist", path)).href);
}
