// Heap snapshots on a signal to swarmprof, and near the heap's limit.
import { readFileSync, statSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { engines } from "../../src/verbs/engines.ts";
import { emptyFolder, program, swarmprof } from "../support/swarmprof.ts";

const hasHeapdump = engines().engines.some(({ name, usable }) => name === "heapdump" && usable);

function kept(stderr: string, cwd: string): string[] {
  return Array.from(stderr.matchAll(/^kept +(.*\.heapsnapshot)$/gm), ([, file = ""]) => join(cwd, file));
}

test.for(["node", "heapdump"])(
  "SIGUSR2 takes a snapshot of a program that is blocked, written by %s",
  async (engine, { skip }) => {
    if (engine === "heapdump" && !hasHeapdump) skip();
    const cwd = emptyFolder();
    const { exitCode, stderr } = await swarmprof(["mem", "--snapshot-engine", engine, program("holds-blocked.cjs")], {
      cwd,
      during(swarm) {
        // The recorder needs a moment to reach a thread that is blocked.
        swarm.stdout?.once("data", () => setTimeout(() => swarm.kill("SIGUSR2"), 1_000));
      },
    });
    expect(exitCode, stderr).toBe(0);
    const [file = ""] = kept(stderr, cwd);
    expect(readFileSync(file, "utf8")).toContain("HeldForSnapshot");
    expect(statSync(file).mode & 0o777).toBe(0o600);
  },
);

test("a heap near its limit is written before the program runs out of memory", async () => {
  const cwd = emptyFolder();
  writeFileSync(
    join(cwd, "leaks.cjs"),
    "class LeakedOne { a = [1] } const kept = []; setInterval(() => { for (let i = 0; i < 20_000; i++) kept.push(new LeakedOne()) }, 5)",
  );
  const env = { ...process.env, NODE_OPTIONS: "--max-old-space-size=60" };
  const { exitCode, stderr } = await swarmprof(["mem", "--snapshot-engine", "node", "leaks.cjs"], { cwd, env });
  expect(exitCode).toBe(3);
  const [file = ""] = kept(stderr, cwd);
  expect(file).toContain("near-limit");
  expect(readFileSync(file, "utf8")).toContain("LeakedOne");
});
