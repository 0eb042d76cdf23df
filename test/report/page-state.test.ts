import { describe, expect, test } from "vitest";
import { fromFragment, INITIAL_STATE, type PageState, toFragment } from "../../src/report/client/page-state.ts";

const known = { threads: 3, frames: 100 };

describe("the link", () => {
  test("is empty for the first view", () => {
    expect(toFragment(INITIAL_STATE)).toBe("");
    expect(fromFragment("", known)).toEqual(INITIAL_STATE);
  });

  test("brings back everything that was chosen", () => {
    const state: PageState = {
      arrangement: "inverted",
      thread: 2,
      weight: "wall",
      range: { fromUs: 1_000, toUs: 25_000 },
      zoom: "4.17",
      row: "4.17.3",
      frame: 3,
      search: "/a&b=#c/ ü",
      colours: "package",
    };
    expect(fromFragment(`#${toFragment(state)}`, known)).toEqual(state);
  });

  test("ignores what does not fit this report", () => {
    const fragment = "#view=pie&thread=9&weight=mass&time=9-3&function=-1&colours=x";
    expect(fromFragment(fragment, known)).toEqual(INITIAL_STATE);
  });
});
