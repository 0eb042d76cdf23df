// Wall time, CPU time and resident memory of the target, and wall time of the whole command, against plain Node.
import { firstLine } from "./lines.mjs";
import { garbage, liveHeap } from "./mem-programs.mjs";
import { memRun, plainRun } from "./mem-runs.mjs";
import { awaits, compiler, swarm } from "./programs.mjs";
import { alternate, ratios } from "./rounds.mjs";
import { median } from "./statistics.mjs";
import { failedRow, spread } from "./table.mjs";

export async function memOverhead(workplace) {
  const rows = [];
  for (const [name, make] of Object.entries({ compiler, swarm, awaits, garbage, "300 MB live": liveHeap })) {
    try {
      rows.push(...(await rowsOf(workplace, await make(workplace))));
    } catch (error) {
      rows.push(failedRow(name, firstLine(error)));
    }
  }
  return [
    {
      title: "overhead: swarmprof mem at its defaults / plain",
      columns: ["program", "of", "median", "least–most", "to reach", "plain"],
      rows,
      notes: ["CPU time and peak RSS are the target process's own, the probe's threads included"],
    },
  ];
}

async function rowsOf(workplace, program) {
  const { plain, mem } = await alternate(`overhead of ${program.name}`, workplace.runs, {
    plain: () => plainRun(workplace, program),
    mem: () => memRun(workplace, program),
  });
  const failure = plain.failure ?? mem.failure;
  if (failure !== undefined) return [failedRow(program.name, firstLine(failure))];
  const row = (what, over, under, target, unit) => {
    const values = ratios(
      { values: mem.values.map((value) => value[over]) },
      { values: plain.values.map((value) => value[under]) },
    );
    const base = median(plain.values.map((value) => value[under]));
    return [program.name, what, ...spread(values.filter(Number.isFinite), 3), target, unit(base)];
  };
  const ms = (base) => `${base.toFixed(0)} ms`;
  const mb = (base) => `${(base / 1e6).toFixed(0)} MB`;
  return [
    row("target's wall time", "wallMs", "wallMs", "≤ 1.05", ms),
    row("target's CPU time", "cpuMs", "cpuMs", "", ms),
    row("target's peak RSS", "vmHwmBytes", "vmHwmBytes", "", mb),
    row("whole command's wall time", "commandMs", "wallMs", "", ms),
  ];
}
