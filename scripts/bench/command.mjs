// Wall time of the whole command, report included, against the program alone.
import { firstLine } from "./lines.mjs";
import { plainMs } from "./node-runs.mjs";
import { installedPeer, PEERS, peerMs } from "./peers.mjs";
import { agentSdk, compiler, simulation } from "./programs.mjs";
import { alternate, ratios } from "./rounds.mjs";
import { median } from "./statistics.mjs";
import { commandMs } from "./swarmprof-runs.mjs";
import { failedRow, spread } from "./table.mjs";

export async function command(workplace) {
  const peers = await preparedPeers(workplace);
  const rows = [];
  for (const [name, make] of Object.entries({ compiler, simulation, "agent SDK": agentSdk })) {
    try {
      rows.push(...(await rowsOf(workplace, await make(workplace), peers)));
    } catch (error) {
      rows.push(failedRow(name, firstLine(error)));
    }
  }
  return [
    {
      title: "command: wall time of the whole command, report included, against plain",
      columns: ["program", "with", "median", "least–most", "to reach", "plain ms"],
      rows,
      notes: [
        "to reach: as said, and below @platformatic/flame on each program",
        "@platformatic/flame profiles the heap too, and writes a report of that: it has no option to leave it out",
      ],
    },
  ];
}

/** @returns name → a function that runs a program under that peer, or the reason why there is none */
async function preparedPeers(workplace) {
  const prepared = [];
  for (const peer of PEERS) {
    try {
      const folder = await installedPeer(workplace, peer);
      prepared.push({ name: peer.package, run: (program) => peerMs(workplace, peer, folder, program) });
    } catch (error) {
      prepared.push({ name: peer.package, failure: firstLine(error) });
    }
  }
  return prepared;
}

async function rowsOf(workplace, program, peers) {
  const runnable = peers.filter(({ failure }) => failure === undefined);
  const runs = await alternate(`command on ${program.name}`, workplace.runs, {
    plain: () => plainMs(workplace, program),
    swarmprof: () => commandMs(workplace, program),
    ...Object.fromEntries(runnable.map(({ name, run }) => [name, () => run(program)])),
  });
  const plain = median(runs.plain.values).toFixed(0);
  return ["swarmprof", ...peers.map(({ name }) => name)].map((name) => {
    const failure = runs.plain.failure ?? runs[name]?.failure ?? peers.find((peer) => peer.name === name)?.failure;
    if (failure !== undefined) return failedRow(program.name, `${name}: ${firstLine(failure)}`);
    const target = name === "swarmprof" ? "≤ 1.10" : "";
    return [program.name, name, ...spread(ratios(runs[name], runs.plain), 3), target, plain];
  });
}
