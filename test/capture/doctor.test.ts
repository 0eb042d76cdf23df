// `swarmprof doctor`: programs of which it is known what ails them.
import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import type { ResultDocument } from "../../src/report/result-document.ts";
import { engines } from "../../src/verbs/engines.ts";
import { emptyFolder, program, swarmprof } from "../support/swarmprof.ts";

const clinic = engines().engines.find(({ name }) => name === "@clinic/doctor");

async function doctor(
  bench: string,
  flags: readonly string[] = ["--no-page"],
  cwd = emptyFolder(),
): Promise<ResultDocument> {
  const { stdout, stderr } = await swarmprof(["doctor", "--json", ...flags, bench], { cwd });
  try {
    return JSON.parse(stdout.toString()) as ResultDocument;
  } catch (cause) {
    throw new Error(stderr, { cause });
  }
}

// Its verdict is a matter of statistics: on a machine with many times as much to do as it has cores, once more may be right.
describe.skipIf(clinic?.usable !== true)("what Clinic Doctor says is a finding", { retry: 2 }, () => {
  test.each([
    ["loop-blocked.cjs", "event-loop"],
    ["garbage-kept.cjs", "gc"],
    ["waits-for-io.mjs", "io"],
  ])("of %s: %s", async (name, category) => {
    const { doctor: verdict, findings, cpu } = await doctor(program(name));
    expect(verdict?.categoryWithCore, JSON.stringify(verdict)).toBe(category);
    const [finding] = findings.filter(({ rule }) => rule === "clinic-doctor");
    expect(finding?.severity).toBe("warning");
    expect(finding?.message).toMatch(/^Clinic Doctor [\d.]+ sees .*\. The/);
    expect(cpu?.hotspots.length).toBeGreaterThan(0);
  });

  test("with its own page beside the report, and nothing else left in the working directory", async () => {
    const cwd = emptyFolder();
    const { report } = await doctor(program("loop-blocked.cjs"), [], cwd);
    const page = join(cwd, report.replace(/\.html$/, "-clinic-doctor.html"));
    expect(existsSync(page)).toBe(true);
    expect(readFileSync(page, "utf8")).toContain("Clinic Doctor");
    const { readdirSync } = await import("node:fs");
    expect(readdirSync(cwd).sort()).toEqual(["profiles", "reports"]);
  });

  test("of a program too short to be judged: that it is too short", async () => {
    const { findings } = await doctor(program("short.cjs"));
    const [finding] = findings.filter(({ rule }) => rule === "clinic-doctor");
    expect(finding?.severity).toBe("info");
    expect(finding?.message).toMatch(/nothing to judge|too little to judge/);
  });
});

test("without a program it is the checklist of the machine", async () => {
  const { stdout, exitCode } = await swarmprof(["doctor", "--json"]);
  expect(exitCode).toBe(0);
  const { checks } = JSON.parse(stdout.toString()) as { checks: { name: string; isWell: boolean; says: string }[] };
  expect(checks.find(({ name }) => name === "Node")).toMatchObject({ isWell: true });
  expect(checks.map(({ name }) => name)).toContain("Engine inspector");
});
