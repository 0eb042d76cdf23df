import { fileURLToPath } from "node:url";
import { expect, test } from "vitest";
import { memJson, program } from "../support/swarmprof.ts";

const API = fileURLToPath(new URL("../../dist/index.js", import.meta.url));
/** What is held for a moment, where other tests load the machine, is known to so much. */
const SHARE = 0.12;
const BYTES = 150_000;

test("peaks of agents that hold nothing at the end are known, or said to be the least", async () => {
  const { result } = await memJson(["--agent-class", "Worker", program("agents-gone.mjs"), "--", API]);
  const { agents = [] } = result.memory;
  expect(agents).toHaveLength(10);
  const peaks = agents.map(({ id, peakBytes, isLeastPeak }) => {
    const truth = 300_000 * Number(id.split("-")[1]);
    return { id, truth, peakBytes: peakBytes ?? 0, isLeastPeak, off: Math.abs((peakBytes ?? 0) - truth) };
  });
  const words = JSON.stringify(peaks);
  for (const { truth, peakBytes, isLeastPeak, off } of peaks) {
    if (isLeastPeak) expect(peakBytes, words).toBeLessThan((1 + SHARE) * truth + BYTES);
    else expect(off, words).toBeLessThan(SHARE * truth + BYTES);
  }
  // The last snapshot alone has next to nothing of it.
  const sum = (sizes: readonly number[]): number => sizes.reduce((all, size) => all + size, 0);
  const known = sum(peaks.map(({ peakBytes }) => peakBytes));
  expect(known, words).toBeGreaterThan(0.5 * sum(peaks.map(({ truth }) => truth)));
});
