import { describe, expect, test } from "vitest";
import { highestPoint } from "../../src/report/client/timeline/highest-point.ts";
import { plotData } from "../../src/report/client/timeline/plot-data.ts";
import { rowAt, sumOf, timesOf } from "../../src/report/client/timeline/steps.ts";
import { isOn, withSwitched } from "../../src/report/client/timeline/switched.ts";
import { thinRows } from "../../src/report/client/timeline/thin-rows.ts";
import type { TrackTable } from "../../src/report/client/timeline/track.ts";
import { trackTable } from "../../src/report/client/timeline/track-tables.ts";
import { whoOf } from "../../src/report/client/timeline/who.ts";
import type { MemoryText } from "./memory-from-text.ts";
import { memoryReportFromText } from "./report-from-text.ts";

const MB = 1_024_000;

function table(text: MemoryText, chart: TrackTable["chart"] = "parts", thread?: number): TrackTable {
  const memory = memoryReportFromText(text).memory!;
  const chosen = thread === undefined ? undefined : memory.threads[thread];
  const page = chosen === undefined ? undefined : { label: chosen.label, pid: chosen.pid, startMs: 0, endMs: 0 };
  return trackTable(chart, whoOf(memory, page));
}

/** A line a track: its values in MB. */
function drawing({ tracks }: TrackTable): string[] {
  return tracks
    .filter(({ isOnAtFirst }) => isOnAtFirst)
    .map(({ words, values }) => `${words} ${Array.from(values, (value) => value / MB).join(" ")}`);
}

describe("readings of several", () => {
  test("are summed at every time at which one was read; each holds until its next", () => {
    const a = Uint32Array.of(0, 10, 20);
    const b = Uint32Array.of(5, 20);
    const times = timesOf([a, b]);
    expect([...times]).toEqual([0, 5, 10, 20]);
    const sum = sumOf(times, [
      { atMs: a, values: [1, 2, 3], untilMs: 20 },
      { atMs: b, values: [10, 20], untilMs: 15 },
    ]);
    expect([...sum]).toEqual([1, 11, 12, 3]);
  });

  test("are nothing, not zero, while there are none", () => {
    const sum = sumOf(Float64Array.of(0, 5, 9), [{ atMs: [5], values: [7], untilMs: 6 }]);
    expect([...sum]).toEqual([Number.NaN, 7, Number.NaN]);
  });

  test("are found by their time", () => {
    const times = Float64Array.of(0, 10, 20);
    expect([-1, 0, 9.9, 10, 99].map((at) => rowAt(times, at))).toEqual([0, 0, 0, 1, 2]);
  });
});

describe("the parts of RSS", () => {
  test("add up to it", () => {
    expect(drawing(table({ processes: { main: "60 80" }, threads: { main: "10 20" } }))).toEqual([
      "V8 heap 20 30",
      "external memory 5 5",
      "program files 10 10",
      "rest 25 35",
    ]);
  });

  test("are cut where they are more, external memory first, and it is said", () => {
    const { tracks, note } = table({ processes: { main: "60 32 25" }, threads: { main: "10 10 10" } });
    expect(drawing({ tracks } as TrackTable)).toEqual([
      "V8 heap 20 20 15",
      "external memory 5 2 0",
      "program files 10 10 10",
      "rest 25 0 0",
    ]);
    expect(note).toMatch(/^In 66\.7 % of the readings the parts add up to more than RSS/);
  });

  test("of several processes are cut one by one, and a process that is no Node has no heap", () => {
    const text = { processes: { main: "60 60 60", "child 4712 (python3)": "30" }, threads: { main: "10 10 10" } };
    expect(drawing(table(text))).toEqual([
      "V8 heap 20 20 20",
      "external memory 5 5 5",
      "program files 10 10 10",
      "other programs 30 0 0",
      "rest 25 25 25",
    ]);
    expect(drawing(table(text, "processes"))).toEqual([
      "RSS of all 90 60 60",
      "main 60 60 60",
      "child 4712 (python3) 30 NaN NaN",
    ]);
  });

  test("of a thread are those of its process", () => {
    const text = { processes: { main: "60 60", "child 4712": "30 30" }, threads: { main: "10 10" } };
    expect(drawing(table(text, "parts", 0)).at(-1)).toBe("rest 25 25");
  });
});

describe("what is drawn", () => {
  test("keeps the lowest and the highest of every stretch, however many readings there are", () => {
    const times = Float64Array.from({ length: 10_000 }, (_, i) => i);
    const flat = times.map(() => 5);
    flat[4_321] = 99;
    flat[7_000] = 1;
    const rows = thinRows(times, [flat], { from: 0, to: 10_000 }, 100);
    expect(rows.length).toBeLessThan(400);
    expect([...rows]).toEqual(expect.arrayContaining([0, 4_321, 7_000, 9_999]));
  });

  test("is every reading where there is room", () => {
    const times = Float64Array.of(0, 1, 2);
    expect([...thinRows(times, [times], { from: 1, to: 3 }, 100)]).toEqual([1, 2]);
  });

  test("has layers on each other, the highest first, and leaves out what is off", () => {
    const parts = table({ processes: { main: "60 80" }, threads: { main: "10 20" } });
    const on = parts.tracks.filter(({ words }) => words === "V8 heap" || words === "rest");
    const { columns, tracks, highest } = plotData(parts, on, { fromMs: 0, toMs: 100 }, 500);
    expect(tracks.map(({ words }) => words)).toEqual(["rest", "V8 heap"]);
    expect(columns).toEqual([
      [45 * MB, 65 * MB],
      [20 * MB, 30 * MB],
    ]);
    expect(highest.bytes).toBe(65 * MB);
  });

  test("names the peak of the run, and elsewhere the highest point that is shown", () => {
    const readings = table({ processes: { main: "60 80 70" } });
    // The system has seen more than was read.
    const peak = { atMs: 110, rssBytes: 99e6 };
    const at = (fromMs: number, toMs: number): string => {
      const point = highestPoint(readings, { fromMs, toMs }, peak);
      return `${point?.words} ${point?.atMs}: ${point?.label}`;
    };
    expect(at(0, 200)).toBe("at the peak, 110: peak 99.0 MB");
    expect(at(150, 200)).toBe("where highest, 200: highest 71.7 MB");
  });
});

test("a switch is remembered only while it differs from the beginning", () => {
  const once = withSwitched("gc", "parts.pss");
  expect(isOn(once, "parts.pss", false)).toBe(true);
  expect(isOn(once, "gc", true)).toBe(false);
  expect(withSwitched(once, "parts.pss")).toBe("gc");
});
