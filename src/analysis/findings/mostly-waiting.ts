import { percent, seconds } from "../words.ts";
import type { CpuRule } from "./cpu-facts.ts";

const WORTH_SAYING = 0.5;

/** A target whose main thread hardly used a core: the profile then tells little about where the time went. */
export const mostlyWaiting: CpuRule = ({ run, analysis }) => {
  const main = analysis.threads.find(({ track }) => track.pid === run.manifest.target?.pid && track.thread === "main");
  if (main === undefined) return [];
  const wallUs = main.samples.toUs - main.samples.fromUs;
  if (wallUs < 200_000 || main.waitUs / wallUs < WORTH_SAYING) return [];
  const waitMs = main.waitUs / 1000;
  const message = `The main thread waited for ${percent((main.waitUs / wallUs) * 100)} of its ${seconds(wallUs / 1000)}: CPU time explains only the rest`;
  return [{ rule: "mostly-waiting", severity: "info", message, evidence: { waitMs, wallMs: wallUs / 1000 } }];
};
