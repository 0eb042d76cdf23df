import { existsSync, mkdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { eachSlice } from "../../src/analysis/agents/slices.ts";
import { SliceFile, UNKNOWN_USAGE } from "../../src/target/agents/slice-file.ts";
import { emptyFolder } from "../support/swarmprof.ts";

const AGENTS = 3;

function nowUs(): number {
  return Math.floor(performance.now() * 1000);
}

/** Three agents in turns, for so long. */
function takeTurns(slices: SliceFile, ms: number): number[] {
  const turns = Array.from({ length: AGENTS + 1 }, () => 0);
  const untilUs = nowUs() + ms * 1000;
  for (let i = 0; nowUs() < untilUs; i++) {
    const agent = 1 + (i % AGENTS);
    slices.to(agent);
    for (const fromUs = nowUs(); nowUs() < fromUs + 5; );
    slices.to(0);
    turns[agent] = (turns[agent] ?? 0) + 1;
  }
  slices.end();
  return turns;
}

function read(file: string) {
  const slices: [agent: number, fromUs: number, toUs: number][] = [];
  const notes: string[] = [];
  eachSlice([readFileSync(file)], AGENTS, 0, {
    take: (agent, fromUs, toUs) => slices.push([agent, fromUs, toUs]),
    read: () => notes.push("reading"),
    sums: () => notes.push("sums"),
  });
  const us = Array.from({ length: AGENTS }, (_, i) => {
    return slices.reduce((sum, [agent, fromUs, toUs]) => sum + (agent === i + 1 ? toUs - fromUs : 0), 0);
  });
  return { slices, notes, us };
}

test("each turn is a slice, in order of time, with readings of CPU time between them", () => {
  const file = join(emptyFolder(), "slices.bin");
  const startUs = nowUs();
  let cpuNs = 0;
  const turns = takeTurns(new SliceFile(file, nowUs, { ownCpuNs: () => (cpuNs += 1000), delayNs: 0 }), 40);
  const { slices, notes } = read(file);
  for (let agent = 1; agent <= AGENTS; agent++) {
    expect(slices.filter(([who]) => who === agent)).toHaveLength(turns[agent] ?? 0);
  }
  const times = slices.flatMap(([, fromUs, toUs]) => [fromUs, toUs]);
  expect(times).toEqual([...times].sort((a, b) => a - b));
  expect(times[0]).toBeGreaterThanOrEqual(startUs - 2);
  expect(times.at(-1)).toBeLessThanOrEqual(nowUs() + 2);
  expect(notes.length).toBeGreaterThan(2);
});

test("in a file that has become large, slices are sums: hardly anything is written, and no time is lost", () => {
  const file = join(emptyFolder(), "slices.bin");
  const slices = new SliceFile(file, nowUs, UNKNOWN_USAGE, { pairs: 64, detailedBytes: 1_000 });
  const startUs = nowUs();
  const turns = takeTurns(slices, 700);
  const elapsedUs = nowUs() - startUs;
  const { slices: found, notes, us } = read(file);
  expect(notes).toEqual(["sums"]);
  expect(found.length).toBeLessThan(200);
  expect(Math.min(...turns.slice(1))).toBeGreaterThan(200);
  // Each turn is of 5 µs at least.
  for (let agent = 1; agent <= AGENTS; agent++) {
    expect(us[agent - 1]).toBeGreaterThan(5 * (turns[agent] ?? 0) * 0.99);
  }
  expect(us.reduce((sum, each) => sum + each, 0)).toBeLessThanOrEqual(elapsedUs + 2);
});

test("what can't be written is not gone on from, since times count from one pair to the next", () => {
  const folder = join(emptyFolder(), "thread");
  const file = join(folder, "slices.bin");
  const slices = new SliceFile(file, nowUs, UNKNOWN_USAGE, { pairs: 64 });
  slices.to(1);
  slices.flush(); // there is no such folder yet
  mkdirSync(folder);
  takeTurns(slices, 5);
  expect(existsSync(file)).toBe(false);
});

test("a call of the recorder's in the middle of a hand-over leaves the times of all others as they are", () => {
  const file = join(emptyFolder(), "slices.bin");
  const startUs = nowUs();
  const slices = new SliceFile(file, nowUs, UNKNOWN_USAGE);
  let isNested = false;
  slices.onHandOver = (from) => {
    if (!isNested) {
      isNested = true;
      slices.to(0);
      for (const fromUs = nowUs(); nowUs() < fromUs + 50; );
      slices.to(from);
      isNested = false;
    }
    return undefined;
  };
  takeTurns(slices, 20);
  const endUs = nowUs();
  const ends = read(file).slices.map(([, , toUs]) => toUs);
  expect(ends.length).toBeGreaterThan(AGENTS);
  expect(Math.max(...ends)).toBeLessThanOrEqual(endUs + 1);
  expect(Math.min(...ends)).toBeGreaterThanOrEqual(startUs);
});
