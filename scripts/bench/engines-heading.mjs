// The machine, and which engines work on it.
import { spawnSync } from "node:child_process";
import { cpus, loadavg, release } from "node:os";

export async function engineHeading(workplace) {
  const [cpu] = cpus();
  const lines = installedEngines(workplace).map(({ name, version, problem }) => {
    return `${name} ${problem === "" ? version : `not measured: ${problem}`}`;
  });
  return [
    `swarmprof ${workplace.package.version}; Node ${process.version}, V8 ${process.versions.v8}`,
    `${cpus().length} × ${cpu?.model ?? "unknown CPU"}; ${process.platform} ${process.arch} ${release()}; load ${loadavg()[0].toFixed(2)}`,
    ...lines,
    `rounds: ${workplace.runs}; ratios are of runs of the same round: median, least–most`,
  ].join("\n");
}

/** @returns what `swarmprof engines --json` says */
export function installedEngines(workplace) {
  const { stdout } = spawnSync(process.execPath, [workplace.package.cli, "engines", "--json"], { encoding: "utf8" });
  return JSON.parse(stdout).engines;
}
