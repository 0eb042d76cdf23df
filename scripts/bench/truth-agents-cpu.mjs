// CPU time of agents against what the system counted around each piece of their work: test/truth/programs/agents-cpu.mjs,
// on the machine as it is, and beside as many busy processes as it has cores.
import { existsSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { availableParallelism, loadavg } from "node:os";
import { join } from "node:path";
import { lastLine } from "./lines.mjs";
import { mean, median } from "./statistics.mjs";
import { failedRow } from "./table.mjs";

/** CPU time of the first of sixteen agents; the others have 2, 3, … 16 times as much. */
const FIRST_MS = 50;
const THIN_STEPS = 5_000;
/** From how many samples on a function's share is judged. */
const SAMPLES = 400;
const FINE_US = 500;

const PROGRAMS = [
  { name: "objects", loaded: false },
  { name: "contexts", loaded: false },
  { name: "objects", loaded: true },
  { name: "contexts", loaded: true },
  { name: "contexts", loaded: false, intervalUs: FINE_US },
  { name: "steps of 2 µs", loaded: false, thinUs: 2 },
];

/** @returns one table, a row a program: medians over runs */
export async function agentCpuTruth(workplace) {
  const results = PROGRAMS.map((program) => ({ program, runs: [], failure: undefined }));
  for (let run = 0; run < workplace.runs; run++) {
    for (const result of results) {
      if (result.failure !== undefined) continue;
      try {
        result.runs.push(await beside(workplace, result.program.loaded, () => once(workplace, result.program)));
        process.stderr.write(`agent-cpu, run ${run + 1} of ${workplace.runs}: ${title(result.program)}\n`);
      } catch (error) {
        result.failure = error.message;
      }
    }
  }
  return {
    title: `CPU time of sixteen agents, 1 : 2 : … : 16, the first ${FIRST_MS} ms; errors in percent, load ${loadavg()[0].toFixed(1)}`,
    columns: [
      "agents",
      "beside",
      "share, mean",
      "share, max",
      "sum",
      "function, mean",
      "max",
      "of",
      "wait, told / true, ms",
    ],
    rows: results.map(rowOf),
    notes: [
      "share: relative error of an agent's part in the CPU time of all agents; sum: of all agents together, in which waiting itself is not",
      `function: relative error of its part in the agent, where it has ${SAMPLES} samples; to reach 5`,
      "to reach: share mean 2, max 5 alone, mean 8 beside; sum 3",
    ],
  };
}

function title({ name, intervalUs }) {
  return intervalUs === undefined ? name : `${name}, a sample every ${intervalUs} µs`;
}

function rowOf({ program, runs, failure }) {
  if (failure !== undefined) return failedRow(title(program), failure);
  const of = (pick) => median(runs.map(pick)).toFixed(2);
  const beside = program.loaded ? `${availableParallelism()} busy` : "nobody";
  const functions = runs.flatMap((run) => run.functions);
  return [
    title(program),
    beside,
    of((run) => mean(run.shares)),
    of((run) => Math.max(...run.shares)),
    runs[0].sum === undefined ? "" : of((run) => run.sum),
    functions.length === 0 ? "" : mean(functions).toFixed(1),
    functions.length === 0 ? "" : Math.max(...functions).toFixed(1),
    functions.length === 0 ? "" : String(functions.length),
    runs[0].waits === undefined ? "" : `${of((run) => run.waits.told)} / ${of((run) => run.waits.truth)}`,
  ];
}

async function beside(workplace, loaded, action) {
  if (!loaded) return action();
  const folder = workplace.newFolder();
  const flag = join(folder, "busy");
  writeFileSync(flag, "");
  const busy = Array.from({ length: availableParallelism() }, () =>
    workplace.children.node([join(workplace.truthDir, "programs/busy.mjs"), flag], { cwd: folder }),
  );
  try {
    return await action();
  } finally {
    rmSync(flag);
    await Promise.all(busy);
    rmSync(folder, { recursive: true });
  }
}

async function once({ children, package: { cli }, truthDir, newFolder }, { name, intervalUs, thinUs }) {
  const folder = newFolder();
  const file = join(folder, "truth.jsonl");
  const options = [
    ...(name === "objects" ? ["--agent-class", "Worker"] : []),
    ...(intervalUs === undefined ? [] : ["--interval", String(intervalUs)]),
  ];
  const program =
    thinUs === undefined ? ["agents-cpu.mjs", name, String(FIRST_MS), file] : ["agents-thin.mjs", THIN_STEPS, thinUs];
  const [script, ...args] = program.map(String);
  try {
    const ended = await children.node(
      [cli, "cpu", "--json", "--out", folder, ...options, join(truthDir, "programs", script), "--", ...args],
      { cwd: folder },
    );
    if (ended.exitCode !== 0) throw new Error(lastLine(ended.stderr));
    const { cpu } = JSON.parse(ended.stdout);
    return compared(cpu.agents, existsSync(file) ? JSON.parse(readFileSync(file, "utf8")).agents : undefined);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** @param truth undefined where the agents' numbers are their CPU times, in some unit */
function compared(agents, truth) {
  const told = new Map(agents.map((agent) => [agent.id, agent]));
  const weights =
    truth ?? agents.map(({ id }) => ({ id, cpuUs: Number(id.split("-").at(-1)), wallUs: 0, functions: {} }));
  const toldMs = sum(weights.map(({ id }) => told.get(id).cpuMs));
  const trueUs = sum(weights.map(({ cpuUs }) => cpuUs));
  return {
    shares: weights.map(({ id, cpuUs }) => percentOff(told.get(id).cpuMs / toldMs, cpuUs / trueUs)),
    ...(truth === undefined
      ? {}
      : {
          sum: (100 * (toldMs * 1000 - trueUs)) / trueUs,
          waits: {
            told: sum(agents.map(({ waitMs }) => waitMs)),
            truth: sum(truth.map(({ wallUs, cpuUs }) => (wallUs - cpuUs) / 1000)),
          },
        }),
    functions: weights.flatMap((agent) => functionErrors(told.get(agent.id).functions ?? [], agent.functions)),
  };
}

function functionErrors(told, truth) {
  const known = told.filter((one) => one.function in truth);
  const toldMs = sum(known.map(({ selfMs }) => selfMs));
  const trueUs = sum(Object.values(truth));
  return known
    .filter(({ samples }) => samples >= SAMPLES)
    .map((one) => percentOff(one.selfMs / toldMs, truth[one.function] / trueUs));
}

function percentOff(value, truth) {
  return Math.abs((100 * (value - truth)) / truth);
}

function sum(values) {
  return values.reduce((total, value) => total + value, 0);
}
