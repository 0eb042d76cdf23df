import { expect, test } from "vitest";
import { decodeAnyCpuProfile } from "../../src/formats/old-cpuprofile.ts";
import { collapsedOf } from "../support/collapsed-of.ts";

const callFrame = (functionName: string) => ({ functionName, url: "file:///a.js", lineNumber: 9, columnNumber: 4 });
const flat = {
  nodes: [
    {
      id: 1,
      callFrame: { functionName: "(root)", url: "", lineNumber: -1, columnNumber: -1 },
      hitCount: 0,
      children: [2],
    },
    { id: 2, callFrame: callFrame("work"), hitCount: 3 },
  ],
  startTime: 1_000,
  endTime: 4_000,
};
const nested = {
  head: {
    functionName: "(root)",
    url: "",
    lineNumber: 0,
    id: 1,
    hitCount: 0,
    children: [
      { functionName: "work", url: "/a.js", lineNumber: 10, columnNumber: 5, id: 2, hitCount: 2, children: [] },
    ],
  },
  startTime: 100,
  endTime: 102,
};
const read = (input: unknown) => {
  const time = decodeAnyCpuProfile(input);
  const { unit, inOrder } = time;
  return { unit, inOrder, stacks: collapsedOf({ tool: "", threads: [{ pid: 0, name: "", time, heaps: [] }] }) };
};

test("spreads samples without times evenly", () => {
  const stacks = ["work file:///a.js:10:5 2000", " 1000"];
  expect(read({ ...flat, samples: [2, 1, 2] })).toEqual({ unit: "us", inOrder: true, stacks });
});

test("spreads hits over the time of a profile without samples", () => {
  const stacks = ["work file:///a.js:10:5 3000"];
  expect(read(flat)).toEqual({ unit: "us", inOrder: false, stacks });
});

test("counts hits where no time is known", () => {
  const stacks = ["work file:///a.js:10:5 3"];
  expect(read({ nodes: flat.nodes })).toEqual({ unit: "samples", inOrder: false, stacks });
});

test("reads the nested tree, whose lines count from 1, with the times of its samples", () => {
  const timed = { ...nested, samples: [2, 1, 2], timestamps: [5_000, 6_000, 8_000, 9_500] };
  const stacks = ["work /a.js:10:5 2500", " 2000"];
  expect(read(timed)).toEqual({ unit: "us", inOrder: true, stacks });
});

test("takes the time between samples for the last one where its end is not told", () => {
  const { profile } = decodeAnyCpuProfile({ ...nested, samples: [2, 1, 2], timestamps: [5_000, 6_000, 8_000] });
  expect(profile.endUs).toBe(9_500);
});

test("knows that whole seconds are the nested tree's", () => {
  expect(read({ ...nested, samples: [] }).stacks).toEqual(["work /a.js:10:5 2000000"]);
});

test.each([
  [
    {
      nodes: [
        { ...flat.nodes[0], children: [2] },
        { ...flat.nodes[1], children: [1] },
      ],
    },
    "children of each other",
  ],
  [{ ...flat, samples: [7] }, "names a node that is not there"],
  [{ ...nested, samples: [2, 2], timestamps: [1] }, "differ in length"],
  [{ head: 5 }, "a node is no object"],
])("says what is wrong with %j", (input, why) => {
  expect(() => decodeAnyCpuProfile(input)).toThrow(why);
});
