import { describe, expect, test } from "vitest";
import { createModel } from "../../src/report/client/model.ts";
import { neighbours } from "../../src/report/client/neighbours.ts";
import { initialState } from "../../src/report/client/page-state.ts";
import type { Matches } from "../../src/report/client/search.ts";
import { threadShares } from "../../src/report/client/thread-shares.ts";
import { reportFromText } from "./report-from-text.ts";

const view = reportFromText({
  main: `
    main  main  main  main
    walk  walk  walk  send@node_modules/queue/send.js:9
    walk  walk  -     -
    read  walk  -     -`,
  worker: `
    run
    walk`,
});
const model = createModel(view);
const state = initialState(["cpu"]);
const frameOf = (name: string): number => model.frames.findIndex((frame) => frame.name === name);
const nameOf = (frame: number): string => model.frames[frame]?.name ?? "";
const find = (search: string): Matches => {
  const result = model.search({ ...state, search });
  if (result.kind !== "matches") throw new Error(result.kind);
  return result;
};

describe("times of a function", () => {
  test("count each sample once, however often the function is on the stack", () => {
    const { self, total } = model.functions(state);
    expect(total[frameOf("walk")]).toBe(4_000);
    expect(self[frameOf("walk")]).toBe(3_000);
    expect(total[frameOf("main")]).toBe(4_000);
  });
});

describe("callers and callees", () => {
  test("have shares of the function's total, each sample once a call", () => {
    const { callers, callees } = neighbours(frameOf("walk"), model.tree, model.weights(state));
    const named = (list: typeof callers): string[] => list.map(({ frame, weight }) => `${nameOf(frame)} ${weight}`);
    expect(named(callers)).toEqual(["main 3000", "walk 2000", "run 1000"]);
    expect(named(callees)).toEqual(["walk 2000", "read 1000"]);
  });
});

describe("time by thread", () => {
  test("adds up to the function's times", () => {
    expect(threadShares(frameOf("walk"), model.tree, model.sources, state)).toEqual([
      { thread: 0, self: 2_000, total: 3_000 },
      { thread: 1, self: 1_000, total: 1_000 },
    ]);
  });
});

describe("search", () => {
  test("counts each sample once when several frames of a stack match", () => {
    expect(find("/walk|main/").covered).toBe(5_000);
    expect(find("walk").covered).toBe(4_000);
  });

  test("finds by name, place and package, letters of either case", () => {
    expect(find("WALK").functions.map(nameOf)).toEqual(["walk"]);
    expect(find("queue").functions.map(nameOf)).toEqual(["send"]);
    expect(find("send.js:9").functions.map(nameOf)).toEqual(["send"]);
  });

  test("takes text between slashes as a regular expression", () => {
    expect(find("/^(read|run) /").functions.map(nameOf)).toEqual(["read", "run"]);
    expect(find("/^READ/i").functions.map(nameOf)).toEqual(["read"]);
  });

  test("takes what looks like a pattern, without slashes, literally", () => {
    expect(find("wal.").functions).toEqual([]);
  });

  test("says what is wrong with a regular expression instead of failing", () => {
    expect(model.search({ ...state, search: "/(/" })).toMatchObject({ kind: "invalid" });
  });

  test("does not find the root", () => {
    expect(find("(root)").functions).toEqual([]);
  });
});
