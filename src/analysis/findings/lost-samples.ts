import { milliseconds, percent } from "../words.ts";
import type { CpuRule } from "./cpu-facts.ts";

const WORTH_SAYING = 0.005;

/** Time that no profile covers: what a kill has cut off. */
export const lostSamples: CpuRule = ({ analysis }) => {
  const lostUs = analysis.threads.reduce((sum, thread) => sum + thread.lostUs, 0);
  const wallUs = analysis.threads.reduce((sum, { samples }) => sum + samples.toUs - samples.fromUs, 0) + lostUs;
  if (lostUs === 0 || lostUs / wallUs < WORTH_SAYING) return [];
  const threads = analysis.threads.filter((thread) => thread.lostUs > 0).length;
  const message = `${milliseconds(lostUs / 1000)} (${percent((lostUs / wallUs) * 100)} of the threads' time) are missing: ${threads === 1 ? "one thread was" : `${threads} threads were`} ended before the last cut`;
  return [{ rule: "lost-samples", severity: "warning", message, evidence: { lostMs: lostUs / 1000, threads } }];
};
