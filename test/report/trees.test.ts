import { describe, expect, test } from "vitest";
import { createModel } from "../../src/report/client/model.ts";
import { initialState, type PageState } from "../../src/report/client/page-state.ts";
import { rowName } from "../../src/report/client/row-name.ts";
import { neighbourTree } from "../../src/report/client/sandwich/neighbour-tree.ts";
import type { ReportView } from "../../src/report/view-model.ts";
import { reportFromText } from "./report-from-text.ts";

/** The tree that is shown, a line a row, indented, with its ms. */
function drawing(view: ReportView, change: Partial<PageState> = {}): string[] {
  const model = createModel(view);
  const tree = model.shown({ ...initialState(["cpu"]), ...change });
  const lines = (row: number, indent: string): string[] => [
    `${indent}${rowName(model.frames, tree, row)} ${tree.total(row) / 1000}`,
    ...tree.children(row).flatMap((child) => lines(child, `${indent}  `)),
  ];
  return tree.children(tree.root).flatMap((row) => lines(row, ""));
}

const twoThreads = reportFromText({
  main: `
    main  main  main  (idle)  main
    a     b     b     -       a`,
  worker: `
    run
    b`,
});

describe("the flame", () => {
  test("merges equal stacks over time and threads, the heaviest first", () => {
    expect(drawing(reportFromText({ main: "main  main  main\na     b     b", worker: "main\nb" }))).toEqual([
      "main 4",
      "  b 3",
      "  a 1",
    ]);
  });

  test("shows one thread alone", () => {
    expect(drawing(twoThreads, { thread: 1 })).toEqual(["run 1", "  b 1"]);
  });

  test("weighs waiting only in wall time", () => {
    expect(drawing(twoThreads, { thread: 0 })).not.toContain("(idle) 1");
    expect(drawing(twoThreads, { thread: 0, weight: "wall" })).toContain("(idle) 1");
  });

  test("cuts samples at the edges of a time range", () => {
    const range = { fromUs: 500, toUs: 1_250 };
    expect(drawing(twoThreads, { thread: 0, range })).toEqual(["main 0.75", "  a 0.5", "  b 0.25"]);
  });
});

describe("the inverted tree", () => {
  test("has functions by their own time, below each its callers", () => {
    expect(drawing(twoThreads, { arrangement: "inverted" })).toEqual(["b 3", "  main 2", "  run 1", "a 2", "  main 2"]);
  });

  test("follows a recursive function to its own callers", () => {
    const view = reportFromText({ main: "main  main\nwalk  walk\nwalk  -" });
    expect(drawing(view, { arrangement: "inverted" })).toEqual(["walk 2", "  main 1", "  walk 1", "    main 1"]);
  });
});

describe("the order of time", () => {
  test("merges stacks with their neighbours only", () => {
    expect(drawing(twoThreads, { arrangement: "time", thread: 0, weight: "wall" })).toEqual([
      "main 3",
      "  a 1",
      "  b 2",
      "(idle) 1",
      "main 1",
      "  a 1",
    ]);
  });

  test("does not merge across a wait that has no CPU time", () => {
    expect(drawing(twoThreads, { arrangement: "time", thread: 0 })).toEqual([
      "main 3",
      "  a 1",
      "  b 2",
      "main 1",
      "  a 1",
    ]);
  });

  test("puts several threads side by side", () => {
    expect(drawing(twoThreads, { arrangement: "time" }).filter((line) => !line.startsWith(" "))).toEqual([
      "main 4",
      "worker 1",
    ]);
  });
});

test("an address leads back to its row, in every arrangement", () => {
  for (const arrangement of ["merged", "inverted", "time"] as const) {
    const tree = createModel(twoThreads).shown({ ...initialState(["cpu"]), arrangement });
    const deep = tree.children(tree.children(tree.root)[0]!)[0]!;
    expect(tree.find(tree.address(deep))).toBe(deep);
    expect(tree.find("99999")).toBeUndefined();
    expect(tree.find("nonsense")).toBeUndefined();
  }
});

describe("the callers and callees of one function", () => {
  // `retry` calls itself: what is below the inner call is part of the outer one.
  const view = reportFromText({
    main: `
      main  main   main   other
      plan  retry  retry  retry
      -     retry  work   -
      -     work   -      -`,
  });

  const around = (name: string, towards: "callers" | "callees"): string[] => {
    const model = createModel(view);
    const frame = model.frames.findIndex((one) => one.name === name);
    const tree = neighbourTree(model.tree, model.weights(initialState(["cpu"])), frame, { towards, title: "" });
    const lines = (row: number, indent: string): string[] => [
      `${indent}${rowName(model.frames, tree, row)} ${tree.total(row) / 1000}`,
      ...tree.children(row).flatMap((child) => lines(child, `${indent}  `)),
    ];
    return lines(tree.root, "");
  };

  test("have the function as root, each sample once", () => {
    expect(around("retry", "callers")).toEqual(["retry 3", "  main 2", "  other 1"]);
    expect(around("retry", "callees")).toEqual(["retry 3", "  retry 1", "    work 1", "  work 1"]);
  });

  test("go up to the outermost and down to the innermost", () => {
    expect(around("work", "callers")).toEqual(["work 2", "  retry 2", "    retry 1", "      main 1", "    main 1"]);
    expect(around("work", "callees")).toEqual(["work 2"]);
  });
});
