// What a figure needs to mean anything: the machine, and the versions of all that is compared.
import { readFileSync } from "node:fs";
import { cpus, loadavg, release, totalmem } from "node:os";
import { join } from "node:path";
import { PEERS } from "./peers.mjs";
import { AGENT_SDK, SIMULATION } from "./programs.mjs";
import { defaultIntervalUs } from "./swarmprof-runs.mjs";

export async function heading(workplace) {
  const { package: own, root, cache, runs } = workplace;
  const [cpu] = cpus();
  const memory = Math.round(totalmem() / 2 ** 30);
  const versions = {
    ...Object.fromEntries(PEERS.map((peer) => [peer.package, peer.version])),
    ...SIMULATION,
    ...AGENT_SDK,
    tsx: JSON.parse(readFileSync(join(root, "node_modules/tsx/package.json"), "utf8")).version,
  };
  return [
    `swarmprof ${own.version}, default interval ${await defaultIntervalUs(workplace)} µs; Node ${process.version}, V8 ${process.versions.v8}`,
    `${cpus().length} × ${cpu?.model ?? "unknown CPU"}, ${memory} GB; ${process.platform} ${process.arch} ${release()}; load ${loadavg()[0].toFixed(2)}`,
    Object.entries(versions)
      .map(([name, version]) => `${name} ${version}`)
      .join(", "),
    `rounds: ${runs}; ratios are of runs of the same round: median, least–most. Works in ${cache}`,
  ].join("\n");
}
