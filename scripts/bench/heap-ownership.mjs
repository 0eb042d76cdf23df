// What dividing a heap among its agents costs on top of reading it.
import { join } from "node:path";
import { megabytes, swarmSnapshots } from "./heap-snapshots.mjs";
import { succeeded } from "./node-runs.mjs";
import { alternate, ratios } from "./rounds.mjs";
import { spread } from "./table.mjs";

export async function ownership(workplace) {
  const [file] = await swarmSnapshots(workplace, { agents: 1000, messages: workplace.quick ? 60 : 275 });
  const results = await alternate("ownership", workplace.runs, {
    read: () => run(workplace, file),
    divided: () => run(workplace, file, "divide"),
  });
  const agents = results.divided.values[0]?.agents ?? 0;
  return [
    {
      title: "ownership: reading and dividing a heap among its agents, against reading it",
      columns: ["file", "agents", "wall", "least–most", "CPU", "least–most", "to reach"],
      rows: [
        [
          `${megabytes(file).toFixed(0)} MB`,
          String(agents),
          ...spread(
            ratios(results.divided, results.read, ({ wallMs }) => wallMs),
            3,
          ),
          ...spread(
            ratios(results.divided, results.read, ({ cpuMs }) => cpuMs),
            3,
          ),
          "≤ 1.25",
        ],
      ],
    },
  ];
}

async function run({ root, children, package: own }, file, ...divide) {
  const script = join(root, "scripts/bench/heap/ownership.mjs");
  const classes = "Agent,PlannerAgent,WorkerAgent";
  const ended = await children.node([script, own.dir, classes, file, ...divide], { cwd: root });
  const { wallMs, stdout } = succeeded(ended);
  return { wallMs, ...JSON.parse(stdout) };
}
