import { expect, test } from "vitest";
import { weighByAgents } from "../../../src/analysis/cpu/agent-weights.ts";

/** Samples of 1,000 µs each, so many of each agent, from nobody on. */
function samplesOf(...counts: readonly number[]): { cpuUs: Float64Array; agent: Uint32Array } {
  const agent = Uint32Array.from(counts.flatMap((count, who) => Array.from({ length: count }, () => who)));
  return { agent, cpuUs: new Float64Array(agent.length).fill(1_000) };
}

function sums({ cpuUs, agent }: { cpuUs: Float64Array; agent: Uint32Array }): number[] {
  const found: number[] = [];
  for (const [i, us] of cpuUs.entries()) found[agent[i] as number] = (found[agent[i] as number] ?? 0) + us;
  return found.map(Math.round);
}

test("samples add up to what the slices of each agent say, at nobody's expense", () => {
  const samples = samplesOf(20, 30, 50);
  weighByAgents(samples.cpuUs, samples.agent, Float64Array.of(0, 36_000, 44_000), () => true);
  expect(sums(samples)).toEqual([20_000, 36_000, 44_000]);
});

test("agents with a handful of samples are brought to their sum together", () => {
  const samples = samplesOf(30, 40, 2, 8, 0);
  weighByAgents(samples.cpuUs, samples.agent, Float64Array.of(0, 40_000, 5_000, 9_000, 1_000), () => true);
  expect(sums(samples)).toEqual([25_000, 40_000, 3_000, 12_000]);
});

test("the sum of all samples stays what the system counted, whatever the slices say", () => {
  const samples = samplesOf(0, 40, 40);
  weighByAgents(samples.cpuUs, samples.agent, Float64Array.of(0, 30_000, 90_000), () => true);
  expect(sums(samples).slice(1)).toEqual([20_000, 60_000]);
});

test("samples of the probe stay as they are", () => {
  const samples = samplesOf(40, 40);
  const isProbe = (sample: number): boolean => sample < 10;
  weighByAgents(samples.cpuUs, samples.agent, Float64Array.of(0, 50_000), (sample) => !isProbe(sample));
  expect(sums(samples)).toEqual([30_000, 50_000]);
  expect([...samples.cpuUs.subarray(0, 10)]).toEqual(Array.from({ length: 10 }, () => 1_000));
});
