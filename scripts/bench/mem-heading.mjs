import { cpus, loadavg, release, totalmem } from "node:os";

export function memHeading({ package: own, cache, runs }) {
  const [cpu] = cpus();
  const memory = Math.round(totalmem() / 2 ** 30);
  return [
    `swarmprof ${own.version}; Node ${process.version}, V8 ${process.versions.v8}`,
    `${cpus().length} × ${cpu?.model ?? "unknown CPU"}, ${memory} GB; ${process.platform} ${process.arch} ${release()}; load ${loadavg()[0].toFixed(2)}`,
    `rounds: ${runs}; ratios are of runs of the same round: median, least–most. Works in ${cache}`,
  ].join("\n");
}
