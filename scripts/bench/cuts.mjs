// What is lost where a recording is cut into chunks.
import { rmSync } from "node:fs";
import { cutFigures } from "./cut-figures.mjs";
import { burn } from "./programs.mjs";
import { cpuRecording, defaultIntervalUs } from "./swarmprof-runs.mjs";
import { spread } from "./table.mjs";

/** One run takes 20 s, and its share of lost time hardly depends on the machine. */
const ROUNDS_PER_RUN = 3;

export async function cuts(workplace) {
  const program = await burn(workplace);
  const intervalUs = await defaultIntervalUs(workplace);
  const runs = [];
  for (let i = 0; i < Math.ceil(workplace.runs / ROUNDS_PER_RUN); i++) {
    const { document, dir, out } = await cpuRecording(workplace, program, intervalUs);
    const { wallMs } = document.run.target;
    const { cuts: count, holeMs, stoppedMs } = cutFigures(dir);
    rmSync(out, { recursive: true });
    const percent = (ms) => (100 * ms) / wallMs;
    runs.push({ count, lost: percent(document.cpu.lostMs), hole: percent(holeMs), stopped: percent(stoppedMs) });
  }
  const row = (what, unit, key, digits, target) => [
    what,
    unit,
    ...spread(
      runs.map((run) => run[key]),
      digits,
    ),
    target,
  ];
  return [
    {
      title: `cuts: ${program.name} in one go at ${intervalUs} µs, runs: ${runs.length}`,
      columns: ["figure", "unit", "median", "least–most", "to reach"],
      rows: [
        row("cuts", "", "count", 0, ""),
        row("lost, by cpu.lostMs", "% of wall time", "lost", 3, "≤ 0.5"),
        row("without samples at cuts", "% of wall time", "hole", 3, "≤ 0.5"),
        row("thread stopped for cuts", "% of wall time", "stopped", 3, ""),
      ],
      notes: [
        "cpu.lostMs counts what no chunk covers: it stays 0 as long as chunks overlap, however long no sample was taken",
        "without samples at cuts: of the raw chunks, last sample before a cut to first after it, beyond the usual interval",
      ],
    },
  ];
}
