import { expect, test } from "vitest";
import type { CpuAnalysis } from "../../../src/analysis/cpu/analyse-cpu.ts";
import { hotspots, packageTimes } from "../../../src/analysis/cpu/hotspots.ts";
import { profileFromText } from "../../support/profile-from-text.ts";
import { analyseDrawn, PROBE_URL } from "../../support/run-from-profiles.ts";

function byName(analysis: CpuAnalysis): Record<string, [selfMs: number, totalMs: number]> {
  return Object.fromEntries(
    hotspots(analysis).map(({ frame, selfMs, totalMs }) => [
      analysis.tree.frames[frame]?.name ?? "",
      [selfMs, totalMs],
    ]),
  );
}

test("gives each function its own time and that of what it calls", () => {
  const chunk = profileFromText(`
    main  main  main  main
    work  work  -     other
    leaf  -     -     -`);
  expect(byName(analyseDrawn([{ chunks: [chunk] }]))).toEqual({
    main: [1, 4],
    work: [1, 2],
    leaf: [1, 1],
    other: [1, 1],
  });
});

test("counts a function that calls itself once in its total", () => {
  const chunk = profileFromText(`
    main  main  main
    fib   fib   fib
    -     fib   fib
    -     -     fib`);
  expect(byName(analyseDrawn([{ chunks: [chunk] }]))).toEqual({ main: [0, 3], fib: [3, 3] });
});

test("adds the time of a function over all places it is called from, threads included", () => {
  const one = profileFromText(`
    a       b
    shared  shared`);
  const two = profileFromText("shared  shared  shared");
  const analysis = analyseDrawn([{ chunks: [one] }, { thread: "worker-1", chunks: [two] }]);
  expect(byName(analysis)["shared"]).toEqual([5, 5]);
  expect(analysis.totalUs).toBe(5_000);
});

test("takes a sample that two overlapping chunks hold once", () => {
  const first = profileFromText("a  a  b", { startUs: 1_000 });
  const second = profileFromText("b  c", { startUs: 3_000 });
  const analysis = analyseDrawn([{ chunks: [first, second] }]);
  expect(byName(analysis)).toEqual({ a: [2, 2], b: [1, 1], c: [1, 1] });
  expect(analysis.threads[0]?.lostUs).toBe(0);
});

test("counts the time between two chunks that neither covers as lost, and gives it to no function", () => {
  const first = profileFromText("a  a", { startUs: 0 });
  const second = profileFromText("b  b", { startUs: 7_000 });
  const analysis = analyseDrawn([{ chunks: [first, second] }]);
  expect(byName(analysis)).toEqual({ a: [2, 2], b: [2, 2] });
  expect(analysis.threads[0]?.lostUs).toBe(5_000);
});

test("counts what a killed thread did after its last chunk as lost", () => {
  const chunk = profileFromText("a  a", { startUs: 0 });
  const analysis = analyseDrawn([
    {
      chunks: [chunk],
      usage: [
        [0, 0, 0],
        [2_000, 2_000, 0],
        [6_000, 6_000, 0],
      ],
      killed: true,
      thread: "worker-1",
    },
  ]);
  expect(analysis.threads[0]?.lostUs).toBe(8_000);
});

test("leaves the probe's own time out of every share, and says what it was", () => {
  const chunk = profileFromText(`
    main  main                 main
    work  cut@${PROBE_URL}:3   cut@${PROBE_URL}:3
    -     -                    writeSync@node:fs:1`);
  const analysis = analyseDrawn([{ chunks: [chunk] }]);
  expect(byName(analysis)).toEqual({ main: [0, 1], work: [1, 1] });
  expect(analysis.probeUs).toBe(2_000);
});

test("knows the probe whichever way its path is escaped", () => {
  const chunk = profileFromText(`
    main  main
    work  cut@file:///a[b]~/preload.cjs:3`);
  const analysis = analyseDrawn([{ chunks: [chunk] }], {}, "file:///a%5Bb%5D~/preload.cjs");
  expect(analysis.probeUs).toBe(1_000);
});

test("shows what the program calls through the probe as if the probe weren't there", () => {
  const chunk = profileFromText(`
    main  main
    passThrough@${PROBE_URL}:3  passThrough@${PROBE_URL}:3
    work  -`);
  const analysis = analyseDrawn([{ chunks: [chunk] }]);
  expect(byName(analysis)).toEqual({ main: [1, 2], work: [1, 1] });
  expect(analysis.probeUs).toBe(0);
});

test("shows the collector below the function that it struck, and adds it to that one's total", () => {
  const chunk = profileFromText(`
    main  (garbage collector)  (garbage collector)  main  (idle)  (garbage collector)
    work  -                    -                    -     -       -`);
  expect(byName(analyseDrawn([{ chunks: [chunk] }]))).toEqual({
    main: [1, 4],
    work: [1, 3],
    "(garbage collector)": [3, 3],
  });
});

test("keeps V8's reason for giving up on a function, in whichever chunk it comes first", () => {
  const early = profileFromText("hot  hot");
  const late = profileFromText("hot  hot", { startUs: 2_000 });
  const frames = late.frames.map((frame) => (frame.name === "hot" ? { ...frame, deopt: "wrong map" } : frame));
  const { tree } = analyseDrawn([{ chunks: [early, { ...late, frames }] }]);
  expect(tree.frames.find(({ name }) => name === "hot")?.deopt).toBe("wrong map");
});

test("takes code made by new Function for the program's own", () => {
  const chunk = profileFromText("main  validate@:7");
  const { tree } = analyseDrawn([{ chunks: [chunk] }]);
  expect(tree.frames.find(({ name }) => name === "validate")?.kind).toBe("own");
});

test("tells own code, packages, Node, native code and V8's states apart", () => {
  const chunk = profileFromText(`
    main  x@file:///swarm/node_modules/@a/b/x.js:1  y@file:///swarm/node_modules/c/node_modules/d/y.js:2  z@node:fs:3  (garbage collector)  native sort`);
  const times = packageTimes(analyseDrawn([{ chunks: [chunk] }]));
  expect(Object.fromEntries(times.map(({ name, kind }) => [name, kind]))).toEqual({
    "your code": "own",
    "@a/b": "package",
    d: "package",
    Node: "node",
    "garbage collection": "gc",
    native: "native",
  });
});
