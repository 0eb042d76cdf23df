import { statSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { heapJson } from "../support/heap-snapshots.ts";
import { memJson, program } from "../support/swarmprof.ts";

const messages = async (file: string, cwd: string): Promise<number> => {
  const { heap } = await heapJson([file], cwd);
  return heap.classes.find((one) => one.class === "Message")?.count ?? 0;
};

test("--snapshot peak keeps the heap where it was highest, --snapshot end as it was at the end; for the owner alone", async () => {
  const kept = async (moment: string) => {
    const { result, cwd, stderr, exitCode } = await memJson(["--snapshot", moment, program("peaks-early.mjs")]);
    expect(exitCode).toBe(0);
    expect(stderr).toContain("taking one stops the thread");
    const [snapshot, ...others] = result.memory.snapshots ?? [];
    expect(others).toEqual([]);
    expect(snapshot).toMatchObject({ thread: "main", reason: moment });
    expect(snapshot?.neededBytes).toBeGreaterThan(1_000_000);
    expect(statSync(join(cwd, snapshot?.file ?? "")).mode & 0o777).toBe(0o600);
    return messages(snapshot?.file ?? "", cwd);
  };
  // To a fifth: not each new height is worth the time.
  const atPeak = await kept("peak");
  expect(atPeak).toBeGreaterThan(30);
  expect(atPeak).toBeLessThanOrEqual(40);
  expect(await kept("end")).toBe(0);
});

test("without --snapshot none is kept", async () => {
  const { result, stderr } = await memJson([program("short.cjs")]);
  expect(result.memory.snapshots).toBeUndefined();
  expect(stderr).not.toContain("--snapshot");
});
