import { expect, test } from "vitest";
import { drawnHeap } from "../../support/memory-run.ts";

test("the peak counts what V8 tells before a collection between two readings", () => {
  const { peakHeapBytes, peakExternalBytes } = drawnHeap({
    rows: [
      [0, 100, 10, 0],
      [20_000, 120, 10, 1],
    ],
    collections: [[0, 20_000, 0, 300, 900, 110, 70, 10]],
  });
  expect([peakHeapBytes, peakExternalBytes]).toEqual([900, 70]);
});

test("forced collections are not the program's, and those that were not watched are estimated", () => {
  const { collectionMs, collections, watched } = drawnHeap({
    rows: [
      [0, 100, 10, 0],
      [100_000, 120, 10, 1],
    ],
    collections: [
      [0, 20_000, 0, 1_000, 0, 0, 0, 0],
      [20_000, 50_000, 4, 9_000, 0, 0, 0, 0],
      [50_000, 100_000, 5, 0, 0, 0, 0, 0],
    ],
  });
  expect({ collectionMs, collections, watched }).toEqual({ collectionMs: 2, collections: 2, watched: 0.5 });
});

test("a time in which the event loop doesn't turn is a stall, the longest first", () => {
  const { stalls } = drawnHeap({
    rows: [
      [0, 1, 0, 1],
      [20_000, 1, 0, 2],
      [80_000, 1, 0, 2],
      [100_000, 1, 0, 3],
      [300_000, 1, 0, 3],
      [320_000, 1, 0, 4],
    ],
  });
  expect(stalls).toEqual([
    { startUs: 100_000, endUs: 300_000 },
    { startUs: 20_000, endUs: 80_000 },
  ]);
});
