import { milliseconds } from "../words.ts";
import type { CpuRule } from "./cpu-facts.ts";

const ENOUGH = 200;

/** Too few samples for shares to be taken at their word. */
export const fewSamples: CpuRule = ({ run, analysis }) => {
  const samples = analysis.threads.reduce(
    (sum, { time }) => sum + time.cpuUs.reduce((n, us) => n + (us > 0 ? 1 : 0), 0),
    0,
  );
  const { imported } = run.manifest;
  // Stacks that stand there once each say nothing of how often they were seen.
  if (samples >= ENOUGH || imported?.inOrder === false) return [];
  const cpuMs = analysis.totalUs / 1000;
  // Half the width of a 95 % interval of a share of one half, the widest: 1.96 · √(¼ / n).
  const points = samples === 0 ? null : Math.min(50, Math.round(98 / Math.sqrt(samples)));
  const message =
    points === null
      ? "Not one sample fell on running code: the program used too little CPU time to be profiled"
      : `Only ${samples} samples in ${milliseconds(cpuMs)} of CPU time: a share may be off by ${points} points${imported === undefined ? ". Run longer, or lower --interval" : ""}`;
  return [
    {
      rule: "few-samples",
      severity: "info",
      message,
      evidence: { samples, intervalUs: run.manifest.cpu?.intervalUs ?? null },
    },
  ];
};
