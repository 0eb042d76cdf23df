// Wall time of the target process itself, from its spawn to its end, without what comes after it.
import { firstLine } from "./lines.mjs";
import { cpuProf, plainMs } from "./node-runs.mjs";
import { awaits, compiler, swarm } from "./programs.mjs";
import { alternate, ratios } from "./rounds.mjs";
import { cpuDocument, defaultIntervalUs } from "./swarmprof-runs.mjs";
import { median } from "./statistics.mjs";
import { failedRow, spread } from "./table.mjs";

const INTERVAL_US = 1_000;

export async function overhead(workplace) {
  const defaultUs = await defaultIntervalUs(workplace);
  const rows = [];
  for (const [name, make] of Object.entries({ compiler, swarm, awaits })) {
    try {
      rows.push(...(await rowsOf(workplace, await make(workplace), defaultUs)));
    } catch (error) {
      rows.push(failedRow(name, firstLine(error)));
    }
  }
  return [
    {
      title: "overhead: wall time of the target",
      columns: ["program", "ratio", "median", "least–most", "to reach", "plain ms"],
      rows,
    },
  ];
}

async function rowsOf(workplace, program, defaultUs) {
  const swarmprofAt = (intervalUs) => async () => (await cpuDocument(workplace, program, intervalUs)).run.target.wallMs;
  const same = defaultUs === INTERVAL_US;
  const runs = await alternate(`overhead of ${program.name}`, workplace.runs, {
    plain: () => plainMs(workplace, program),
    "swarmprof, default": swarmprofAt(defaultUs),
    "cpu-prof": async () => (await cpuProf(workplace, program, INTERVAL_US)).wallMs,
    ...(same ? {} : { "swarmprof, 1 ms": swarmprofAt(INTERVAL_US) }),
  });
  const atDefault = runs["swarmprof, default"];
  const row = (what, over, under, target) => {
    const failure = over.failure ?? under.failure;
    if (failure !== undefined) return failedRow(program.name, `${what}: ${failure}`);
    const plain = median(runs.plain.values).toFixed(0);
    return [program.name, what, ...spread(ratios(over, under), 3), target, plain];
  };
  return [
    row("swarmprof / cpu-prof, both 1 ms", same ? atDefault : runs["swarmprof, 1 ms"], runs["cpu-prof"], "≤ 1.03"),
    row(`swarmprof at its default, ${defaultUs} µs / plain`, atDefault, runs.plain, "≤ 1.05"),
    row("cpu-prof, 1 ms / plain", runs["cpu-prof"], runs.plain, ""),
  ];
}
