import { checksum } from "./checksum.ts";
import type { Simulation } from "./simulation.ts";

/** A simulation in a few lines, the same for the same options on every machine: counts and a checksum, no times. */
export function summarise({ options, results, swarm }: Simulation): string {
  const total = (field: "consensusRounds" | "files" | "lines" | "fixes" | "openFindings"): number =>
    results.reduce((sum, result) => sum + result[field], 0);
  const done = results.filter(({ outcome }) => outcome === "done").length;
  return [
    `swarm      ${options.agents} agents, seed ${options.seed}`,
    `workflows  ${done} done, ${results.length - done} abandoned`,
    `consensus  ${total("consensusRounds")} rounds`,
    `files      ${total("files")} with ${total("lines")} lines`,
    `reviews    ${total("fixes")} fixes, ${total("openFindings")} findings left`,
    `messages   ${swarm.bus.traffic.messages}`,
    `checksum   ${checksum(results)}`,
  ].join("\n");
}
