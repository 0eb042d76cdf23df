// Times of functions of 50 ns, 5 µs and 5 ms, beside mitata's and tinybench's own, in alternating processes.
import { join } from "node:path";
import { benchProject, runJson } from "./bench-project.mjs";
import { installed } from "./install.mjs";
import { median } from "./statistics.mjs";

const PEERS = { mitata: "1.0.34", tinybench: "6.2.0" };
const SIZES = { "50 ns": 40, "5 µs": 4_500, "5 ms": 4_500_000 };

const work = `export function work(n) { let h = 2166136261; for (let i = 0; i < n; i++) { h ^= i & 255; h = Math.imul(h, 16777619); } return h; }\n`;

export async function times(workplace) {
  const peers = await installed(workplace, "bench-peers", PEERS);
  const folder = benchProject(
    workplace,
    {
      "work.mjs": work,
      "own.bench.mjs": `import { bench } from "swarmprof";\nimport { work } from "./work.mjs";\n${each((name, n) => `bench("${name}", () => work(${n}));`)}`,
      "mitata.mjs": `import { measure } from "mitata";\nimport { work } from "./work.mjs";\nconst found = {};\n${each((name, n) => `found["${name}"] = (await measure(() => work(${n}))).p50;`)}\nconsole.log(JSON.stringify(found));`,
      "tinybench.mjs": `import { Bench } from "tinybench";\nimport { work } from "./work.mjs";\nconst bench = new Bench();\n${each((name, n) => `bench.add("${name}", () => work(${n}));`)}\nawait bench.run();\nconsole.log(JSON.stringify(Object.fromEntries(bench.tasks.map(({ name, result }) => [name, 1e6 * result.latency.p50]))));`,
    },
    Object.fromEntries(Object.keys(PEERS).map((name) => [name, join(peers, "node_modules", name)])),
  );
  const found = { swarmprof: {}, mitata: {}, tinybench: {} };
  for (let round = 0; round < (workplace.quick ? 3 : 5); round++) {
    for (const peer of ["mitata", "tinybench"]) {
      const { stdout } = await workplace.children.run(process.execPath, [join(folder, `${peer}.mjs`)], { cwd: folder });
      for (const [name, ns] of Object.entries(JSON.parse(stdout))) (found[peer][name] ??= []).push(ns);
    }
    const { bench } = await runJson(workplace, folder, ["--processes", "3"]);
    for (const { name, medianNs } of bench) (found.swarmprof[name] ??= []).push(medianNs);
  }
  const rows = Object.keys(SIZES).map((name) => {
    const [own, mitata, tinybench] = ["swarmprof", "mitata", "tinybench"].map((who) => median(found[who][name]));
    const lower = Math.min(mitata, tinybench);
    return [name, "", own, mitata, tinybench]
      .map((cell) => (typeof cell === "number" ? cell.toFixed(1) : cell))
      .concat(`${(100 * (own / lower - 1)).toFixed(1)} %`);
  });
  return [
    {
      title: "Medians, ns",
      columns: ["function", "", "swarmprof", "mitata", "tinybench", "against the lower"],
      rows,
    },
  ];
}

function each(line) {
  return Object.entries(SIZES)
    .map(([name, n]) => line(name, n))
    .join("\n");
}
