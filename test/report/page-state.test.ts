import { describe, expect, test } from "vitest";
import {
  fromFragment,
  initialState,
  type Known,
  type PageState,
  toFragment,
} from "../../src/report/client/page-state.ts";

const known: Known = {
  threads: 3,
  frames: 100,
  weights: ["cpu", "wall", "live", "allocated"],
  hasObjects: true,
  agents: 9,
  groups: 2,
  snapshots: 4,
};
const first = initialState(known.weights);

describe("the link", () => {
  test("is empty for the first view", () => {
    expect(toFragment(first, known)).toBe("");
    expect(fromFragment("", known)).toEqual(first);
  });

  test("brings back everything that was chosen", () => {
    const state: PageState = {
      arrangement: "inverted",
      thread: 2,
      weight: "live",
      count: "objects",
      range: { fromUs: 1_000, toUs: 25_000 },
      agents: "r1.2.9",
      moment: 12,
      zoom: "4.17",
      row: "4.17.3",
      frame: 3,
      search: "/a&b=#c/ ü",
      colours: "package",
      snapshot: 3,
      chart: "heap",
      switched: "heap.total,gc",
    };
    expect(fromFragment(`#${toFragment(state, known)}`, known)).toEqual(state);
  });

  test("ignores what does not fit this report", () => {
    const fragment =
      "#view=pie&thread=9&weight=mass&time=9-3&function=-1&colours=x&count=1&moment=-1&chart=pie&agents=10.r2.-1&snapshot=4";
    expect(fromFragment(fragment, known)).toEqual(first);
  });
});
