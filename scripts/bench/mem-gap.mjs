// The longest time without a sample, on programs whose thread is blocked.
import { firstLine } from "./lines.mjs";
import { blocked } from "./mem-programs.mjs";
import { memRun } from "./mem-runs.mjs";
import { failedRow, spread } from "./table.mjs";

/** Three intervals at the default. */
const TARGET_MS = 60;
const SECONDS = 10;
const QUICK_SECONDS = 3;

export async function gap(workplace) {
  const rows = [];
  let intervalMs;
  for (const way of ["busy", "garbage", "waiting"]) {
    const program = blocked(workplace, way, workplace.quick ? QUICK_SECONDS : SECONDS);
    try {
      const runs = [];
      for (let run = 0; run < workplace.runs; run++) runs.push((await memRun(workplace, program)).figures);
      const known = (field) => runs.map((figures) => figures[field]).filter((ms) => ms !== undefined);
      [intervalMs] = known("intervalMs");
      rows.push([program.name, "of the process", ...spread(known("longestGapMs"), 1), `≤ ${TARGET_MS}`]);
      rows.push([program.name, "of the heap", ...spread(known("longestHeapGapMs"), 1), ""]);
    } catch (error) {
      rows.push(failedRow(program.name, firstLine(error)));
    }
  }
  const title = `gap: longest time between two readings, ms; interval ${intervalMs ?? "unknown"} ms`;
  return [{ title, columns: ["program", "readings", "median", "least–most", "to reach"], rows }];
}
