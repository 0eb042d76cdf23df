// All engines on the same programs, in turn.
import { join } from "node:path";
import { installedEngines } from "./engines-heading.mjs";
import { firstLine } from "./lines.mjs";
import { plainMs } from "./node-runs.mjs";
import { awaits, swarm } from "./programs.mjs";
import { alternate, ratios } from "./rounds.mjs";
import { verbDocument } from "./swarmprof-runs.mjs";
import { median } from "./statistics.mjs";
import { failedRow, spread } from "./table.mjs";

const CALLS = {
  inspector: ["cpu"],
  "v8-profiler-next": ["cpu", "--engine", "v8-profiler-next"],
  "0x": ["cpu", "--engine", "0x"],
  perf: ["cpu", "--engine", "perf"],
  "@clinic/doctor": ["doctor", "--no-page"],
};
/** CPU time of the functions of `test/fixtures/programs/agents.cjs`, ms. */
const TRUTH_MS = { plannerThinks: 100, coderThinks: 200, reviewerThinks: 300, testerThinks: 400 };
const TOP = 5;

export async function engineCost(workplace) {
  const rows = [];
  for (const make of [swarm, awaits, agents]) {
    const program = await make(workplace);
    const { plain, ...runs } = await everyEngine(workplace, program, { plain: true });
    for (const [name, run] of Object.entries(runs)) {
      const failure = plain.failure ?? run.failure;
      if (failure !== undefined) rows.push(failedRow(program.name, `${name}: ${firstLine(failure)}`));
      else {
        const target = ratios(run, plain, ({ targetMs }) => targetMs);
        const command = ratios(run, plain, ({ commandMs }) => commandMs);
        rows.push([
          program.name,
          name,
          ...spread(target, 2),
          ...spread(command, 2),
          median(plain.values.map(({ targetMs }) => targetMs)).toFixed(0),
        ]);
      }
    }
  }
  const columns = ["program", "engine", "target / plain", "least–most", "command / plain", "least–most", "plain ms"];
  return [{ title: "cost: wall time of the target, and of the whole command with its report", columns, rows }];
}

export async function engineHotspots(workplace) {
  const tables = [];
  for (const make of [swarm, awaits]) {
    const program = await make(workplace);
    const runs = await everyEngine(workplace, program, {});
    const rows = Object.entries(runs).map(([name, { values, failure }]) => {
      if (failure !== undefined) return failedRow(name, firstLine(failure));
      return [name, topFunctions(values.map(({ document }) => document.cpu))];
    });
    tables.push({
      title: `hotspots of ${program.name}: own time in per cent, median`,
      columns: ["engine", "functions"],
      rows,
    });
  }
  return tables;
}

/** Total time of functions of which the CPU time is known. */
export async function engineTruth(workplace) {
  const program = agents(workplace);
  const runs = await everyEngine(workplace, program, {});
  const rows = Object.entries(runs).map(([name, { values, failure }]) => {
    if (failure !== undefined) return failedRow(program.name, `${name}: ${firstLine(failure)}`);
    const offs = values.map(({ document }) => errorsOf(document.cpu));
    const worst = offs.map((off) => Math.max(...off));
    const middle = offs.map((off) => off.reduce((sum, one) => sum + one, 0) / off.length);
    const missing = values.map(({ document }) => {
      const counted = document.cpu.threads[0]?.osCpuMs ?? Number.NaN;
      return 100 * (1 - (document.cpu.threads[0]?.sampledCpuMs ?? 0) / counted);
    });
    return [program.name, name, ...spread(middle, 1), ...spread(worst, 1), median(missing).toFixed(1)];
  });
  const columns = [
    "program",
    "engine",
    "mean error %",
    "least–most",
    "largest error %",
    "least–most",
    "in no sample %",
  ];
  return [{ title: "truth: total time of four functions with 100 to 400 ms of CPU time", columns, rows }];
}

function agents({ root }) {
  const file = join(root, "test/fixtures/programs/agents.cjs");
  return { name: "agents", file, args: [], nodeOptions: [], cwd: root };
}

async function everyEngine(workplace, program, { plain }) {
  const usable = new Set(installedEngines(workplace).flatMap(({ name, usable: works }) => (works ? [name] : [])));
  const calls = Object.entries(CALLS).filter(([name]) => usable.has(name));
  const timed = async () => {
    const ms = await plainMs(workplace, program);
    return { targetMs: ms, commandMs: ms };
  };
  return alternate(`engines on ${program.name}`, workplace.runs, {
    ...(plain ? { plain: timed } : {}),
    ...Object.fromEntries(calls.map(([name, call]) => [name, () => oneRun(workplace, program, call)])),
  });
}

async function oneRun(workplace, program, call) {
  const { document, wallMs } = await verbDocument(workplace, program, call);
  return { document, targetMs: document.run.target.wallMs, commandMs: wallMs };
}

function errorsOf({ hotspots }) {
  return Object.entries(TRUTH_MS).map(([name, ms]) => {
    const total = Math.max(0, ...hotspots.map((hotspot) => (hotspot.function === name ? hotspot.totalMs : 0)));
    return (100 * Math.abs(total - ms)) / ms;
  });
}

function topFunctions(results) {
  const shares = new Map();
  for (const { hotspots } of results) {
    for (const { function: name, file, selfPercent } of hotspots) {
      const key = `${name} ${file.split("/").at(-1)}`.trim();
      shares.set(key, [...(shares.get(key) ?? []), selfPercent]);
    }
  }
  return Array.from(shares, ([key, all]) => [key, median([...all, ...Array(results.length - all.length).fill(0)])])
    .sort((a, b) => b[1] - a[1])
    .slice(0, TOP)
    .map(([key, share]) => `${key} ${share.toFixed(1)}`)
    .join(" · ");
}
