import { describe, expect, test } from "vitest";
import { chosenProfiles } from "../../src/report/client/chosen-profiles.ts";
import { createModel } from "../../src/report/client/model.ts";
import { initialState, type PageState } from "../../src/report/client/page-state.ts";
import { samplingWords, scopeWords } from "../../src/report/client/scope-words.ts";
import { memoryReportFromText, wholeReportFromText } from "./report-from-text.ts";

// RSS is highest at 300 ms; the worker is there until 400 ms.
const view = memoryReportFromText({
  processes: { "main process": "60 70 80 99 60 60 60 60 60 60" },
  threads: { main: "20 30 40 45 30 30 30 30 30 30", worker: "5 5 5 5 5" },
  profiles: [
    { thread: "main", at: 100, text: "main plan 1 10" },
    { thread: "main", at: 310, text: "main plan 3 30\nmain work 2 5", reason: "peak" },
    { thread: "main", at: 900, text: "main plan 7 70", reason: "end" },
    { thread: "worker", at: 380, text: "run work 4 1", reason: "peak" },
    { thread: "main", at: 400, text: "main plan 40 400", kind: "allocated", from: 0 },
    { thread: "main", at: 890, text: "main plan 90 900", kind: "allocated", from: 0 },
  ],
});
const model = createModel(view);
const { sources } = model;

function shown(change: Partial<PageState> = {}): string[] {
  const { profiles } = chosenProfiles(sources, { ...initialState(sources.weights), ...change });
  return profiles.map(({ thread, atMs }) => `${sources.threads[thread]?.label} ${atMs}`);
}

function words(change: Partial<PageState> = {}): string {
  return scopeWords(sources, { ...initialState(sources.weights), ...change });
}

const seconds = (from: number, to: number): PageState["range"] => ({ fromUs: from * 1e6, toUs: to * 1e6 });

describe("live memory", () => {
  test("is what a report of memory alone starts with, of each thread nearest to the peak", () => {
    expect(sources.weights).toEqual(["live", "allocated"]);
    expect(shown()).toEqual(["main 310", "worker 380"]);
    expect(words()).toBe("live memory at 0.31–0.38 s (peak)");
  });

  test("of a range is the last profile in it", () => {
    const change = { range: seconds(0.05, 0.35) };
    expect(shown(change)).toEqual(["main 310"]);
    expect(words(change)).toBe("live memory at 0.31 s (peak), the last profile in 0.05–0.35 s");
  });

  test("of a range without a profile is the nearest before it, and is said to be", () => {
    const change = { range: seconds(0.5, 0.8), thread: 0 };
    expect(shown(change)).toEqual(["main 310"]);
    expect(words(change)).toBe("live memory at 0.31 s (peak), the last profile before 0.50 s, main");
  });

  test("before the first profile is nothing", () => {
    const change = { range: seconds(0, 0.05) };
    expect(shown(change)).toEqual([]);
    expect(words(change)).toMatch(/^live memory before the first profile/);
  });

  test("of a thread that has ended is not added to what the others keep", () => {
    expect(shown({ moment: 900 })).toEqual(["main 900"]);
    expect(words({ moment: 900 })).toBe("live memory at 0.90 s (end)");
    expect(shown({ moment: 900, thread: 1 })).toEqual(["worker 380"]);
  });
});

describe("memory allocated", () => {
  test("is counted from the start of the sampling on", () => {
    expect(shown({ weight: "allocated" })).toEqual(["main 890"]);
    expect(words({ weight: "allocated" })).toBe("memory allocated from 0.00 to 0.89 s");
    expect(shown({ weight: "allocated", range: seconds(0.1, 0.5) })).toEqual(["main 400"]);
  });

  test("goes on where sampling began anew", () => {
    const text = "main plan 1 1";
    const restarted = createModel(
      memoryReportFromText({
        processes: { one: "1 1 1 1" },
        threads: { main: "1 1 1 1" },
        profiles: [
          { thread: "main", at: 100, kind: "allocated", from: 0, text },
          { thread: "main", at: 150, kind: "allocated", from: 0, text },
          { thread: "main", at: 300, kind: "allocated", from: 150, text },
        ],
      }),
    );
    const { profiles } = chosenProfiles(restarted.sources, initialState(["allocated"]));
    expect(profiles.map(({ atMs }) => atMs)).toEqual([150, 300]);
  });
});

describe("weights", () => {
  test("are bytes or objects, and add up over threads", () => {
    const state = initialState(sources.weights);
    expect(model.weights(state).sum).toBe(9e6);
    expect(model.weights({ ...state, count: "objects" }).sum).toBe(36);
    expect(model.weights({ ...state, thread: 1 }).sum).toBe(4e6);
    expect(model.shown(state).title(0)).toBe("all threads · 9.0 MB live memory");
    expect(model.shown({ ...state, count: "objects" }).title(0)).toBe("all threads · 36 live objects");
  });

  test("are named as estimates", () => {
    expect(samplingWords(sources, initialState(sources.weights))).toBe(
      "Sampled every 524 KB, on average: a function with less than 2.1 MB is uncertain by half.",
    );
  });

  test("of both halves share one tree and one list of threads", () => {
    const both = createModel(
      wholeReportFromText(
        { main: "main  main\nplan  work", helper: "main" },
        {
          processes: { one: "1" },
          threads: { other: "1", main: "1" },
          profiles: [{ thread: "main", at: 0, text: "main plan 1 1" }],
        },
      ),
    );
    expect(both.sources.threads.map(({ label }) => label)).toEqual(["main", "helper", "other"]);
    expect(both.sources.weights).toEqual(["cpu", "wall", "live"]);
    const state = initialState(both.sources.weights);
    const plan = both.frames.findIndex(({ name }) => name === "plan");
    expect(both.functions(state).self[plan]).toBe(1_000);
    expect(both.functions({ ...state, weight: "live", thread: 0 }).self[plan]).toBe(1e6);
    expect(both.weights({ ...state, weight: "live", thread: 1 }).sum).toBe(0);
  });
});
