/** What is written is read again as what it was, for each format that goes both ways. */
import { expect, test } from "vitest";
import { encodeCollapsed } from "../../src/formats/collapsed.ts";
import { encodePprof } from "../../src/formats/encode-pprof.ts";
import { encodeHeapProfile } from "../../src/formats/heapprofile.ts";
import { encodeSpeedscope } from "../../src/formats/speedscope.ts";
import { weightedStacks } from "../../src/formats/weighted-stacks.ts";
import { cpuProfileText } from "../../src/formats/write-cpuprofile.ts";
import type { ProfileSet } from "../../src/run/profile-set.ts";
import { collapsedOf } from "../support/collapsed-of.ts";
import { FOREIGN_FILES } from "../support/foreign-files.ts";
import { readText } from "../support/read-text.ts";

const sorted = (set: ProfileSet): string[] => collapsedOf(set).sort();
const unnamed = (set: ProfileSet): ProfileSet => ({
  ...set,
  threads: set.threads.map((thread) => ({ ...thread, pid: 0, name: "" })),
});

const sets = Object.entries(FOREIGN_FILES).map(([name, content]) => [name, readText(content).profiles] as const);

test.each(sets)("%s → pprof and back", (_, set) => {
  expect(sorted(readText(encodePprof(set, 0, "")).profiles)).toEqual(sorted(set));
});

test.each(sets)("%s → speedscope and back", (_, set) => {
  expect(sorted(readText(encodeSpeedscope(set, "a run", "swarmprof 1")).profiles)).toEqual(sorted(set));
});

test.each(sets.filter(([, { threads }]) => threads.some(({ time }) => time?.unit === "us")))(
  "%s → cpuprofile and back, with all times",
  (_, set) => {
    for (const { time } of set.threads) {
      if (time === undefined) continue;
      const again = readText(cpuProfileText(time.profile)).profiles.threads[0]?.time?.profile;
      expect(again?.samples.length).toBe(time.profile.samples.length);
      expect([...(again?.timesUs ?? [])].map(Math.round)).toEqual([...time.profile.timesUs].map(Math.round));
      const thread = { pid: 0, name: "", heaps: [] };
      const before = sorted({ tool: "", threads: [{ ...thread, time }] });
      expect(sorted({ tool: "", threads: [{ ...thread, time: { ...time, profile: again ?? time.profile } }] })).toEqual(
        before,
      );
    }
  },
);

test.each(sets.filter(([, { threads }]) => threads.some(({ heaps }) => heaps.length > 0)))(
  "%s → heapprofile and back",
  (_, set) => {
    for (const { heaps } of set.threads) {
      for (const heap of heaps) {
        const text = encodeHeapProfile(heap.profile);
        const again = readText(text).profiles;
        const whole = { tool: "", threads: [{ pid: 0, name: "", time: undefined, heaps: [heap] }] };
        expect(sorted(again)).toEqual(sorted(whole));
        const second = encodeHeapProfile(again.threads[0]?.heaps[0]?.profile ?? heap.profile);
        expect(encodeHeapProfile(readText(second).profiles.threads[0]?.heaps[0]?.profile ?? heap.profile)).toBe(second);
      }
    }
  },
);

test.each(sets.filter(([, { threads }]) => threads.length === 1 && threads[0]?.time?.unit === "samples"))(
  "%s → collapsed stacks and back",
  (_, set) => {
    expect(sorted(readText(encodeCollapsed(weightedStacks(set, "cpu"))).profiles)).toEqual(sorted(unnamed(set)));
  },
);

test("a heap profile deeper than JSON.stringify goes is written and read", () => {
  const depth = 50_000;
  const frame = { name: "f", url: "", line: 0, column: 0, deopt: "" };
  const profile = {
    frames: Array.from({ length: depth }, () => frame),
    parent: Int32Array.from({ length: depth }, (_, i) => i - 1),
    ids: Float64Array.from({ length: depth }, (_, i) => i),
    selfBytes: Float64Array.from({ length: depth }, (_, i) => (i === depth - 1 ? 7 : 0)),
    samples: 1,
  };
  const { profiles } = readText(encodeHeapProfile(profile));
  expect(profiles.threads[0]?.heaps[0]?.profile.selfBytes.at(-1)).toBe(7);
});
