import { expect, test } from "vitest";
import { partsAt } from "../../../src/analysis/memory/memory-parts.ts";
import { drawnHeap, drawnNode, drawnProcess } from "../../support/memory-run.ts";

const MB = 1_000_000;
const node = drawnNode(1, { preload: MB, recorder: 9 * MB });

function parts(rssBytes: number, heap: { used: number; external: number }) {
  const process = drawnProcess(1, [[0, 1, 1]], { node, endUs: 100 });
  const thread = drawnHeap({ rows: [[0, heap.used, heap.external, 0]] });
  const found = partsAt(50, rssBytes, [process], [thread]);
  return { ...Object.fromEntries(found.parts.map(({ name, bytes }) => [name, bytes])), not: found.notResidentBytes };
}

test("parts add up to RSS, and what is left is said to be left", () => {
  expect(parts(100 * MB, { used: 50 * MB, external: 20 * MB })).toEqual({
    "V8 heap": 50 * MB,
    "external memory": 20 * MB,
    swarmprof: 10 * MB,
    "not accounted for: stacks, native code, the allocator's reserve": 20 * MB,
    not: 0,
  });
});

test("memory that was reserved but never touched is in no part", () => {
  expect(parts(100 * MB, { used: 50 * MB, external: 500 * MB })).toEqual({
    "V8 heap": 50 * MB,
    "external memory": 50 * MB,
    not: 450 * MB,
  });
});

test("a process that is no Node is a part of its own", () => {
  const other = drawnProcess(2, [[0, 2_000, 2_000]], { endUs: 100 });
  expect(partsAt(50, 2_000 * 1024, [other], []).parts).toEqual([{ name: "other programs", bytes: 2_000 * 1024 }]);
});
