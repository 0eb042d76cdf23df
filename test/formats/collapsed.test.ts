import { expect, test } from "vitest";
import { decodeCollapsed, encodeCollapsed } from "../../src/formats/collapsed.ts";
import { stacksOf } from "../../src/formats/stacks.ts";
import { sampleDurations } from "../../src/run/profile-set.ts";
import { collapsedOf } from "../support/collapsed-of.ts";
import { readText } from "../support/read-text.ts";

const LINES = ["a;b;c 1", "a;b;c 1", "a;b;d 4", "", "# a comment", "a;b;c 3", "a;b 5"];

test("counts samples, whose time nobody knows", () => {
  const { time } = decodeCollapsed(LINES);
  expect(time).toMatchObject({ unit: "samples", inOrder: false });
  expect(collapsedOf({ tool: "", threads: [decodeCollapsed(LINES)] })).toEqual(["a;b;c 5", "a;b;d 4", "a;b 5"]);
});

test.each([
  ["ns", ["a;b;c 0.005", "a;b;d 0.004", "a;b 0.005"]],
  ["ms", ["a;b;c 5000", "a;b;d 4000", "a;b 5000"]],
  ["bytes", ["live a;b 5", "live a;b;c 5", "live a;b;d 4"]],
] as const)("takes the numbers as %s where it is told to", (unit, stacks) => {
  expect(collapsedOf({ tool: "", threads: [decodeCollapsed(LINES, unit)] })).toEqual(stacks);
});

test.each([
  ["work file:///a.js:10:5", { name: "work", url: "file:///a.js", line: 10, column: 5 }],
  ["work (/b c/a.js:10)", { name: "work (/b", url: "c/a.js", line: 10, column: 0 }],
  ["work (a.js:10)", { name: "work", url: "a.js", line: 10, column: 0 }],
  ["file:///a.js:10:5", { name: "", url: "file:///a.js", line: 10, column: 5 }],
  ["core::ops::call_once", { name: "core::ops::call_once", url: "", line: 0, column: 0 }],
  ["[[stack:12", { name: "[[stack:12", url: "", line: 0, column: 0 }],
])("finds the place in %s", (text, frame) => {
  expect(decodeCollapsed([`${text} 1`]).time?.profile.frames[1]).toMatchObject(frame);
});

test("keeps what separates stacks out of names", () => {
  const frame = { name: "a;b\n c", url: "", line: 0, column: 0, deopt: "" };
  expect(encodeCollapsed([[[frame], 1.4]])).toBe("a,b  c 1\n");
});

test("writes what it read", () => {
  const text = "a;b;c 5\na;work file:///a.js:10:5 4\na;b 5\n";
  const { profiles } = readText(text);
  const { profile } = profiles.threads[0]?.time ?? never();
  const stackOf = stacksOf(profile);
  const durations = sampleDurations(profile);
  const stacks = [...profile.samples].map((node, i) => [stackOf(node), (durations[i] as number) / 1000] as const);
  expect(encodeCollapsed(stacks)).toBe(text);
});

function never(): never {
  throw new Error("no time");
}
