// Each rule has a run that must raise it and one that must not.
import { describe, expect, test } from "vitest";
import { hotspots, packageTimes } from "../../../src/analysis/cpu/hotspots.ts";
import { cpuFindings } from "../../../src/analysis/findings/cpu-findings.ts";
import type { CpuFacts } from "../../../src/analysis/findings/cpu-facts.ts";
import { cpuHeadline } from "../../../src/analysis/headline.ts";
import { placeOf } from "../../../src/analysis/place.ts";
import type { RunManifest } from "../../../src/run/records.ts";
import { profileFromText } from "../../support/profile-from-text.ts";
import { analyseDrawn, drawnRun, type DrawnThread } from "../../support/run-from-profiles.ts";

function factsOf(threads: readonly DrawnThread[], manifest: Partial<RunManifest> = {}): CpuFacts {
  const analysis = analyseDrawn(threads, manifest);
  return {
    run: drawnRun(threads, manifest).run,
    analysis,
    hotspots: hotspots(analysis),
    packages: packageTimes(analysis),
    place: (frame) => placeOf(frame.url, "/swarm"),
  };
}

/** `counts` samples of 1 ms of each name. */
function threadOf(counts: Record<string, number>): DrawnThread {
  const names = Object.entries(counts).flatMap(([name, count]) => Array.from({ length: count }, () => name));
  return { chunks: [profileFromText(names.join("  "))] };
}

const rulesOf = (facts: CpuFacts): string[] => cpuFindings(facts).map(({ rule }) => rule);

const level = Object.fromEntries(Array.from({ length: 30 }, (_, i) => [`step${i}`, 20]));

test("says nothing of a run in which nothing stands out", () => {
  expect(cpuFindings(factsOf([threadOf(level)]))).toEqual([]);
});

describe("raises", () => {
  test("hot-function, with its share and place", () => {
    const findings = cpuFindings(factsOf([threadOf({ ...level, route: 400 })]));
    expect(findings).toMatchObject([{ rule: "hot-function", severity: "warning" }]);
    expect(findings[0]?.message).toMatch(/^40 % of CPU time is in `route`, src\/main\.js:\d+$/);
  });

  test("gc-share from a tenth of the time on", () => {
    expect(rulesOf(factsOf([threadOf({ ...level, "(garbage collector)": 100 })]))).toContain("gc-share");
    expect(rulesOf(factsOf([threadOf({ ...level, "(garbage collector)": 40 })]))).not.toContain("gc-share");
  });

  test("hot-package, by its name", () => {
    const inPackage = { "parse@file:///swarm/node_modules/@scope/parser/index.js:3": 500 };
    const finding = cpuFindings(factsOf([threadOf({ ...level, ...inPackage })])).find(
      ({ rule }) => rule === "hot-package",
    );
    expect(finding?.message).toContain("`@scope/parser`");
    expect(rulesOf(factsOf([threadOf({ ...level })]))).not.toContain("hot-package");
  });

  test("deoptimised, with V8's reason", () => {
    const profile = profileFromText("hot  ".repeat(400));
    const frames = profile.frames.map((frame) => ({ ...frame, deopt: frame.name === "hot" ? "Cyclical map" : "" }));
    const finding = cpuFindings(factsOf([{ chunks: [{ ...profile, frames }] }])).find(
      ({ rule }) => rule === "deoptimised",
    );
    expect(finding?.message).toContain("Cyclical map");
  });

  test("mostly-waiting where the main thread used a core for less than half of its life", () => {
    expect(rulesOf(factsOf([threadOf({ work: 300, "(idle)": 700 })]))).toContain("mostly-waiting");
    expect(rulesOf(factsOf([threadOf({ work: 700, "(idle)": 300 })]))).not.toContain("mostly-waiting");
  });

  test("blocking-calls, with who calls: of files, compression, cryptography, child processes", () => {
    const profile = profileFromText(
      `${"pack  ".repeat(300)}${"idle  ".repeat(300)}\n${"gzipSync@node:zlib:1  ".repeat(300)}${"-  ".repeat(300)}\n${"processChunkSync@node:zlib:9  ".repeat(300)}${"-  ".repeat(300)}`,
    );
    const finding = cpuFindings(factsOf([{ chunks: [profile] }])).find(({ rule }) => rule === "blocking-calls");
    expect(finding?.message).toMatch(
      /^50 % of CPU time is compression in `gzipSync`, mostly called by `pack`, src\/main\.js:\d+: the thread/,
    );
    const loading = profileFromText(
      `${"load@node:internal/modules/cjs/loader:9  ".repeat(500)}\n${"readFileSync@node:fs:3  ".repeat(500)}`,
    );
    expect(rulesOf(factsOf([{ chunks: [loading] }]))).not.toContain("blocking-calls");
  });

  test("profiler-overhead where profiling held a thread for much of its time", () => {
    const held = (cutUs: number): string[] => {
      const facts = factsOf([threadOf(level)]);
      const [process] = facts.run.processes;
      const threads = process!.threads.map((thread) => ({ ...thread, end: { ...thread.end!, cutUs } }));
      return rulesOf({ ...facts, run: { ...facts.run, processes: [{ ...process!, threads }] } });
    };
    expect(held(200_000)).toContain("profiler-overhead");
    expect(held(20_000)).not.toContain("profiler-overhead");
  });

  test("few-samples, with how far a share may be off", () => {
    const finding = cpuFindings(factsOf([threadOf({ work: 100 })])).find(({ rule }) => rule === "few-samples");
    expect(finding?.message).toContain("off by 10 points");
    expect(rulesOf(factsOf([threadOf(level)]))).not.toContain("few-samples");
  });

  test("lost-samples where a thread was cut off", () => {
    const cutOff: DrawnThread = {
      ...threadOf(level),
      usage: [
        [0, 0, 0],
        [900_000, 900_000, 0],
      ],
      killed: true,
    };
    expect(rulesOf(factsOf([cutOff]))).toContain("lost-samples");
  });

  test.each([
    ["failed", { exitCode: 7, signal: null }, "exit code 7"],
    ["killed", { exitCode: null, signal: "SIGKILL" }, "SIGKILL"],
    ["timed-out", { exitCode: null, signal: "SIGTERM" }, "timeout"],
    ["interrupted", { exitCode: null, signal: "SIGINT" }, "interrupted"],
  ] as const)("target-failed first of all where the target %s", (status, outcome, words) => {
    const target = { pid: 1, wallMs: 2_000, endUs: 0, ...outcome };
    const findings = cpuFindings(factsOf([threadOf({ ...level, route: 400 })], { status, target }));
    expect(findings[0]).toMatchObject({ rule: "target-failed", severity: "error" });
    expect(findings[0]?.message).toContain(words);
  });
});

describe("the headline", () => {
  test("names the function that takes most, with its share", () => {
    expect(cpuHeadline(factsOf([threadOf({ ...level, route: 400 })]))).toMatch(
      /^40 % of 1\.00 s of CPU time is in `route`/,
    );
  });

  test("says so where no function stands out", () => {
    expect(cpuHeadline(factsOf([threadOf(level)]))).toMatch(/^No function stands out in 600 ms of CPU time/);
  });

  test("says so where nothing was sampled", () => {
    expect(cpuHeadline(factsOf([threadOf({ "(idle)": 10 })]))).toBe("No CPU time was sampled");
  });
});
