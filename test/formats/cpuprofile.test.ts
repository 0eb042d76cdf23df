import { expect, test } from "vitest";
import { decodeCpuProfile, parseCpuProfile } from "../../src/formats/cpuprofile.ts";

const callFrame = (functionName: string, lineNumber: number, columnNumber: number) => ({
  functionName,
  scriptId: "1",
  url: "file:///a.js",
  lineNumber,
  columnNumber,
});

const small = {
  nodes: [
    { id: 1, callFrame: callFrame("(root)", -1, -1), children: [2] },
    { id: 2, callFrame: callFrame("work", 9, 4), deoptReason: "Optimized too many times" },
  ],
  samples: [1, 2, 2],
  timeDeltas: [100, 1_000, 1_000],
  startTime: 5_000,
  endTime: 8_000,
};

test("counts lines and columns from 1, and 0 where V8 gives none", () => {
  const { frames } = decodeCpuProfile(small);
  expect(frames.map(({ line, column }) => [line, column])).toEqual([
    [0, 0],
    [10, 5],
  ]);
});

test("gives samples absolute times", () => {
  expect([...decodeCpuProfile(small).timesUs]).toEqual([5_100, 6_100, 7_100]);
});

test("never lets time run backwards where V8's deltas do", () => {
  const { timesUs } = decodeCpuProfile({ ...small, timeDeltas: [100, -40, 1_000] });
  expect([...timesUs]).toEqual([5_100, 5_100, 6_060]);
});

test("keeps V8's reason for not optimising a function", () => {
  expect(decodeCpuProfile(small).frames[1]?.deopt).toBe("Optimized too many times");
});

test.each([
  ["", "Unexpected end"],
  ["[1", "JSON"],
  ["null", "no object"],
  ["{}", "nodes is no list"],
  [JSON.stringify({ ...small, samples: [7], timeDeltas: [1] }), "sample 0 names a node"],
  [JSON.stringify({ ...small, timeDeltas: [1] }), "differ in length"],
  [JSON.stringify({ ...small, startTime: "soon" }), "startTime is no number"],
  [JSON.stringify({ ...small, nodes: [{ id: 1, callFrame: callFrame("", 0, 0), children: [9] }] }), "child 9"],
])("says in one line what is wrong with %j", (text, why) => {
  expect(() => parseCpuProfile(text, "x.cpuprofile")).toThrow(/^x\.cpuprofile is no CPU profile of V8: [^\n]*$/);
  expect(() => parseCpuProfile(text, "x.cpuprofile")).toThrow(why);
});
