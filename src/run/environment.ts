import { cpus, totalmem } from "node:os";
import type { EnvironmentFingerprint } from "./records.ts";

/** The machine and the Node that a run is recorded on. */
export function environmentFingerprint(swarmprofVersion: string): EnvironmentFingerprint {
  const processors = cpus();
  return {
    node: process.version,
    v8: process.versions.v8,
    platform: process.platform,
    arch: process.arch,
    cpuModel: processors[0]?.model.trim() ?? "unknown",
    cpuCount: processors.length,
    memoryBytes: totalmem(),
    swarmprof: swarmprofVersion,
  };
}
