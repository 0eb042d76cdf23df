// Joining, analysis and HTML of a large run.
import { rmSync, statSync } from "node:fs";
import { resolve } from "node:path";
import { fileURLToPath } from "node:url";
import { LARGE_INTERVAL_US, largeRun, onePiece } from "./large-run.mjs";
import { succeeded } from "./node-runs.mjs";
import { alternate } from "./rounds.mjs";
import { spread } from "./table.mjs";

const CHILD = fileURLToPath(new URL("report-in-child.mjs", import.meta.url));

export async function analysis(workplace) {
  const run = await largeRun(workplace);
  const piece = await onePiece(workplace, run.program);
  const { report } = await alternate("analysis", workplace.runs, { report: () => reportOnce(workplace, run) });
  if (report.failure !== undefined) throw new Error(report.failure);
  const of = (key) => report.values.map((value) => value[key]);
  const [{ nodes, reportBytes }] = report.values;
  const mb = (bytes) => (bytes / 1e6).toFixed(2);
  const share = (whole) => `1/${(whole / reportBytes).toFixed(1)}`;
  return [
    {
      title: `analysis: joining, analysis and HTML of the compiler at ${LARGE_INTERVAL_US} µs`,
      columns: ["figure", "unit", "median", "least–most", "to reach"],
      rows: [
        ["time", "ms", ...spread(of("ms"), 0), "≤ 1500"],
        ["peak memory", "MB", ...spread(of("peakMb"), 0), "≤ 300"],
        ["nodes in the tree", "", String(nodes)],
        ["raw .cpuprofile", `MB, ${run.chunks} chunks`, mb(run.bytes)],
        ["report", "MB", mb(reportBytes)],
        ["report / raw", "", share(run.bytes), "", "≤ 1/20"],
        ["node --cpu-prof of the same", `MB, ${piece.nodes} nodes`, mb(piece.bytes)],
        ["report / that", "", share(piece.bytes)],
      ],
      notes: ["time is of reportCpu() in a fresh process, its modules loaded; chunks repeat the functions they share"],
    },
  ];
}

async function reportOnce(workplace, { program, dir }) {
  const folder = workplace.newFolder();
  const args = [CHILD, workplace.package.dir, dir, folder];
  const { stdout } = succeeded(await workplace.children.node(args, program));
  const { report, ...figures } = JSON.parse(stdout);
  const reportBytes = statSync(resolve(program.cwd, report)).size;
  rmSync(folder, { recursive: true });
  return { ...figures, reportBytes };
}
