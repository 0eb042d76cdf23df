import { describe, expect, test } from "vitest";
import { createModel } from "../../src/report/client/model.ts";
import { initialState, type PageState } from "../../src/report/client/page-state.ts";
import { type Pruned, prune, type PruneOptions } from "../../src/report/client/prune.ts";
import { rowName } from "../../src/report/client/row-name.ts";
import { undrawnWords } from "../../src/report/client/undrawn-words.ts";
import { reportFromText } from "./report-from-text.ts";

const view = reportFromText({
  main: `
    main  main  main  main  main  main  main  main  main  idler
    a     a     a     a     a     b     b     b     c     -
    x     x     x     y     -     -     -     -     z     -`,
});

function pruned(options: Partial<PruneOptions>, state: Partial<PageState> = {}, zoom = 0): Pruned & { words: string } {
  const tree = createModel(view).shown({ ...initialState(["cpu"]), ...state });
  const all = { widthPx: 100, minPx: 1, minLabelPx: 0, budget: 1_000, ...options };
  const result = prune(tree, zoom, (row) => rowName(view.code.frames, tree, row), all);
  return { ...result, words: undrawnWords(tree, result, "time") };
}

const labels = ({ frames }: Pruned): string[] => Array.from(frames.values(), ({ label }) => label).slice(1);

describe("prune", () => {
  test("draws everything where there is room", () => {
    expect(labels(pruned({})).sort()).toEqual(["a", "b", "c", "idler", "main", "x", "y", "z"]);
    expect(pruned({}).words).toBe("Every frame is drawn.");
  });

  test("leaves out narrow frames and says how much time they have, each stack once", () => {
    const result = pruned({ minPx: 20 });
    expect(labels(result)).toEqual(["main", "a", "b", "x"]);
    // c with z inside, y, and idler: a tenth each.
    expect(result.undrawn).toBe(3_000);
    expect(result.words).toMatch(/^Frames narrower than 10\.1 px are not drawn here: 30\.0 % of the time/);
  });

  test("keeps to its budget with the widest frames", () => {
    const result = pruned({ budget: 4 });
    expect(labels(result)).toEqual(["main", "a", "b"]);
    expect(result.isOverBudget).toBe(true);
  });

  test("shows the callers of what is zoomed to over the full width", () => {
    const result = pruned({}, {}, 2);
    expect(result.zoom.label).toBe("a");
    expect(result.root.children.map(({ label, value, fade }) => ({ label, value, fade }))).toEqual([
      { label: "main", value: 5_000, fade: true },
    ]);
    expect(labels(result)).toEqual(["main", "a", "x", "y"]);
  });

  test("leaves a gap for what is not drawn, and for own time, where frames have their place in time", () => {
    const timed = reportFromText({
      main: `
        main  main  main  main  main  main
        a     -     b     b     c     d
        x     -     -     -     -     -`,
    });
    const tree = createModel(timed).shown({ ...initialState(["cpu"]), arrangement: "time" });
    const { root } = prune(tree, 0, (row) => rowName(timed.code.frames, tree, row), {
      widthPx: 6,
      minPx: 2,
      minLabelPx: 0,
      budget: 9,
    });
    expect(root.children[0]?.children.map(({ label, value }) => `${label} ${value}`)).toEqual([" 2000", "b 2000"]);
  });

  test("leaves labels out where there is no room for them", () => {
    expect(labels(pruned({ minLabelPx: 35 })).filter((label) => label !== "")).toEqual(["main", "a"]);
  });
});
