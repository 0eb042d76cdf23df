import { expect, test } from "vitest";
import { decodeSpeedscope, encodeSpeedscope, SPEEDSCOPE_SCHEMA } from "../../src/formats/speedscope.ts";
import { collapsedOf } from "../support/collapsed-of.ts";

const frames = [{ name: "a" }, { name: "b", file: "b.ts", line: 3, col: 7 }, { name: "c" }];
const file = (profile: object) => ({
  $schema: SPEEDSCOPE_SCHEMA,
  shared: { frames },
  profiles: [{ name: "main", ...profile }],
});
const sampled = { type: "sampled", unit: "milliseconds", samples: [[0, 1], [0], [], [0, 1]], weights: [2, 1, 4, 3] };
const events = (...list: [string, number, number][]) => list.map(([type, frame, at]) => ({ type, frame, at }));

test("reads samples in order, and an empty stack as idle", () => {
  const { threads } = decodeSpeedscope(file(sampled));
  expect(collapsedOf({ tool: "", threads })).toEqual(["main: a;b b.ts:3:7 5000", "main: a 1000", "main: (idle) 4000"]);
  expect([...(threads[0]?.time?.profile.timesUs ?? [])]).toEqual([0, 2000, 3000, 7000]);
  expect(threads[0]?.time?.inOrder).toBe(true);
});

test("reads events as what ran between them", () => {
  const list = events(["O", 0, 10], ["O", 2, 11], ["C", 2, 14], ["C", 0, 15]);
  const profile = { type: "evented", unit: "microseconds", startValue: 8, endValue: 16, events: list };
  expect(collapsedOf(decodeSpeedscope(file(profile)))).toEqual(["main: (idle) 3", "main: a 2", "main: a;c 3"]);
});

test("reads bytes as memory, and a unit of none as samples", () => {
  const bytes = decodeSpeedscope(file({ ...sampled, unit: "bytes" }));
  expect(collapsedOf(bytes)).toEqual(["main: live  4", "main: live a 1", "main: live a;b b.ts:3:7 5"]);
  expect(decodeSpeedscope(file({ ...sampled, unit: "none" })).threads[0]?.time?.unit).toBe("samples");
});

test.each([
  [{ type: "evented", unit: "none", events: events(["O", 0, 0]) }, "cut off: 1 frames are never closed"],
  [{ type: "evented", unit: "none", events: events(["O", 0, 5], ["C", 0, 4]) }, "run backwards"],
  [{ type: "evented", unit: "none", events: events(["O", 0, 0], ["C", 1, 4]) }, "not the last to be opened"],
  [{ ...sampled, weights: [1] }, "differ in length"],
  [{ ...sampled, samples: [[9]], weights: [1] }, "frame 9, which is not there"],
  [{ ...sampled, unit: "parsecs" }, 'unit "parsecs"'],
])("says what is wrong with %j", (profile, why) => {
  expect(() => decodeSpeedscope(file(profile))).toThrow(why);
});

test("writes what it reads again as the same", () => {
  const set = decodeSpeedscope(file(sampled));
  const threads = set.threads.map((thread) => ({ ...thread, pid: 17 }));
  const again = decodeSpeedscope(JSON.parse(encodeSpeedscope({ tool: "", threads }, "a run", "swarmprof")));
  expect(again.tool).toBe("swarmprof");
  expect(collapsedOf(again)).toEqual(collapsedOf({ tool: "", threads }));
  expect(again.threads[0]).toMatchObject({ pid: 17, name: "main" });
});
