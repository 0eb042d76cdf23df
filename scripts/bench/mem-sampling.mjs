// What the allocation profile costs, by its interval.
import { firstLine } from "./lines.mjs";
import { garbage } from "./mem-programs.mjs";
import { memRun, plainRun } from "./mem-runs.mjs";
import { swarm } from "./programs.mjs";
import { alternate, ratios } from "./rounds.mjs";
import { median } from "./statistics.mjs";
import { failedRow, spread } from "./table.mjs";

/** The first is as good as none. */
const INTERVALS = ["1GiB", "512KiB", "128KiB", "32KiB"];

export async function sampling(workplace) {
  const rows = [];
  for (const make of [swarm, garbage]) {
    const program = await make(workplace);
    const runs = await alternate(`sampling ${program.name}`, workplace.runs, {
      plain: () => plainRun(workplace, program),
      ...Object.fromEntries(
        INTERVALS.map((interval) => [interval, () => memRun(workplace, program, ["--heap-interval", interval])]),
      ),
    });
    for (const interval of INTERVALS) rows.push(rowOf(program, interval, runs[interval], runs.plain));
  }
  return [
    {
      title: "sampling: wall and CPU time of the target / plain, by heap interval",
      columns: ["program", "interval", "wall", "least–most", "CPU", "least–most", "plain ms"],
      rows,
    },
  ];
}

function rowOf(program, interval, mem, plain) {
  const failure = mem.failure ?? plain.failure;
  if (failure !== undefined) return failedRow(program.name, `${interval}: ${firstLine(failure)}`);
  const of = (field) => ratios(mem, plain, (value) => value[field]).filter(Number.isFinite);
  const base = median(plain.values.map(({ wallMs }) => wallMs)).toFixed(0);
  return [program.name, interval, ...spread(of("wallMs"), 3), ...spread(of("cpuMs"), 3), base];
}
