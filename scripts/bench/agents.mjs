// What it costs to know who of a swarm runs, and how long a large swarm takes to report.
import { rmSync, statSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { writeAgentsRun } from "./agents-run.mjs";
import { succeeded } from "./node-runs.mjs";
import { alternate, ratios } from "./rounds.mjs";
import { failedRow, spread } from "./table.mjs";

const PROGRAM = fileURLToPath(new URL("programs/agent-steps.mjs", import.meta.url));
const CHILD = fileURLToPath(new URL("report-in-child.mjs", import.meta.url));
const SWARMS = [
  { agents: 10, slices: 10_000_000 },
  { agents: 10_000, slices: 10_000_000 },
];

export async function agents(workplace) {
  return [await costs(workplace), await reports(workplace)];
}

async function costs(workplace) {
  const rows = [];
  for (const [length, target] of [
    [20, "≤ 1.05"],
    [2, "≤ 1.15"],
  ]) {
    const runs = await alternate(`agents, steps of ${length} µs`, workplace.runs, {
      plain: () => threadMs(workplace, ["plain", length]),
      agents: () => threadMs(workplace, ["agents", length]),
    });
    rows.push(row(`contexts, steps of ${length} µs`, runs, target));
  }
  const runs = await alternate("agents, methods", workplace.runs, {
    plain: () => threadMs(workplace, ["methods", 0]),
    agents: () => threadMs(workplace, ["methods", 0], ["--agent-class", "Bird"]),
  });
  rows.push(row("objects, methods of 0.1 µs", runs, ""));
  return {
    title: "agents: CPU time of the thread, with agents and without, both under swarmprof cpu",
    columns: ["swarm", "", "median", "least–most", "to reach"],
    rows,
  };
}

function row(name, { plain, agents: known }, target) {
  const failure = plain.failure ?? known.failure;
  return failure === undefined ? [name, "ratio", ...spread(ratios(known, plain), 3), target] : failedRow(name, failure);
}

async function threadMs({ children, newFolder, package: { cli } }, args, options = []) {
  const folder = newFolder();
  const call = [cli, "cpu", "--quiet", "--out", folder, ...options, PROGRAM, "--", ...args.map(String)];
  const { stdout } = succeeded(await children.node(call, { cwd: folder }));
  rmSync(folder, { recursive: true });
  return Number(stdout);
}

async function reports(workplace) {
  const rows = [];
  for (const { agents: count, slices } of SWARMS) {
    const folder = workplace.newFolder();
    const dir = join(folder, "20261124T000000Z-0000");
    writeAgentsRun(dir, { agents: count, slices });
    const { report } = await alternate(`${count} agents`, workplace.runs, {
      report: async () => {
        const args = [CHILD, workplace.package.dir, dir, join(folder, "reports")];
        const { stdout } = succeeded(await workplace.children.node(args, { cwd: folder }));
        const { report: file, ...figures } = JSON.parse(stdout);
        return { ...figures, bytes: statSync(join(folder, file)).size };
      },
    });
    rmSync(folder, { recursive: true });
    const name = `${count} agents, ${slices / 1e6} million slices`;
    if (report.failure !== undefined) rows.push(failedRow(name, report.failure));
    else {
      const of = (pick) => spread(report.values.map(pick), 2);
      rows.push([name, "s", ...of(({ ms }) => ms / 1000), "≤ 5"]);
      rows.push([name, "peak MB", ...of(({ peakMb }) => peakMb), "≤ 500"]);
      rows.push([name, "report, MB", ...of(({ bytes }) => bytes / 1e6)]);
    }
  }
  return {
    title: "agents: joining, analysis and HTML of a large swarm",
    columns: ["swarm", "unit", "median", "least–most", "to reach"],
    rows,
  };
}
