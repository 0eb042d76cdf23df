import { expect, test } from "vitest";
import { heapClasses } from "../../../src/analysis/heap/classes.ts";
import { dominators } from "../../../src/analysis/heap/dominators.ts";
import { instancesOf } from "../../../src/analysis/heap/instances.ts";
import { retainedBytes } from "../../../src/analysis/heap/retained.ts";
import { retainers } from "../../../src/analysis/heap/retainers.ts";
import { shallowBytes } from "../../../src/analysis/heap/shallow.ts";
import { heapFromText } from "../../support/heap-from-text.ts";

const LIST = `
  root    synthetic      0  =>global
  global  object:global  1  .first>one  .second>three
  one     object:Entry  10  .next>two  .text>text
  two     object:Entry  10  -elements>slots
  slots   array        100  [0]>code
  three   object:Entry  10  .text>text
  text    string:hello  40
  code    code:run      50`;

test("classes count what they retain together once, and what stores an object with it", () => {
  const { graph } = heapFromText(LIST);
  const shallow = shallowBytes(graph);
  const tree = dominators(graph);
  expect(heapClasses(graph, tree, shallow, retainedBytes(tree, shallow))).toEqual([
    { key: expect.any(Number), name: "global", count: 1, shallowBytes: 1, retainedBytes: 221 },
    { key: expect.any(Number), name: "Entry", count: 3, shallowBytes: 130, retainedBytes: 180 },
    { key: expect.any(Number), name: "(compiled code)", count: 1, shallowBytes: 50, retainedBytes: 50 },
    { key: expect.any(Number), name: "(string)", count: 1, shallowBytes: 40, retainedBytes: 40 },
  ]);
});

test("finds the instances of a class, and who refers to one", () => {
  const heap = heapFromText(LIST);
  expect([...instancesOf(heap.graph, "Entry")]).toEqual(["one", "two", "three"].map(heap.node));
  expect(instancesOf(heap.graph, "hello")).toHaveLength(0);
  expect(retainers(heap.graph, heap.node("text")).map(({ node }) => node)).toEqual(["one", "three"].map(heap.node));
});
