import { existsSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { FOREIGN_FILES } from "../support/foreign-files.ts";
import { emptyFolder, swarmprof } from "../support/swarmprof.ts";

async function withRuns(...names: string[]): Promise<string> {
  const cwd = emptyFolder();
  writeFileSync(join(cwd, "stacks"), FOREIGN_FILES["collapsed stacks"] ?? "");
  for (const name of names) await swarmprof(["import", "stacks", "--name", name, "--quiet"], { cwd });
  return cwd;
}

test("writes the report of a run again, with Markdown and JSON beside it", async () => {
  const cwd = await withRuns("night|ly");
  rmSync(join(cwd, "reports"), { recursive: true });
  const { exitCode, stderr } = await swarmprof(["report", "--format", "html,md,json"], { cwd });
  expect(exitCode).toBe(0);
  const written = readdirSync(join(cwd, "reports")).sort();
  expect(written.map((name) => name.replace(/-\d{8}T.*?(?=\.)/, ""))).toEqual([
    "index.html",
    "night-ly.html",
    "night-ly.json",
    "night-ly.md",
  ]);
  const markdown = readFileSync(join(cwd, "reports", written.find((name) => name.endsWith(".md")) ?? ""), "utf8");
  expect(markdown).toMatch(/^# 58 % of 12 samples is in `rest`/);
  expect(markdown).toContain("| 58 % | 7 | 58 % | `rest` |");
  expect(markdown).toContain("`night\\|ly`");
  expect(stderr).toContain(".md");
});

test("finds a run by folder, by the beginning of its id, by its bench, and the newest without a word", async () => {
  const cwd = await withRuns("one", "two");
  const { stdout } = await swarmprof(["runs", "--json"], { cwd });
  const { runs } = JSON.parse(stdout.toString()) as {
    runs: { dir: string; id: string; bench: string; bytes: number }[];
  };
  expect(runs.map(({ bench }) => bench)).toEqual(["two", "one"]);
  expect(runs[0]?.bytes).toBeGreaterThan(1_000);
  const benchOf = async (...name: string[]): Promise<string> => {
    const shown = await swarmprof(["runs", "show", ...name, "--json"], { cwd });
    return (JSON.parse(shown.stdout.toString()) as { bench: string }).bench;
  };
  expect(await benchOf()).toBe("two");
  expect(await benchOf("one")).toBe("one");
  expect(await benchOf(runs[1]?.id ?? "")).toBe("one");
  expect(await benchOf(runs[1]?.dir ?? "")).toBe("one");
});

test("prunes all but the newest runs of each bench, and only says so where that is asked for", async () => {
  const cwd = await withRuns("one", "one", "two");
  const runsOf = (bench: string): string[] => readdirSync(join(cwd, "profiles/runs", bench)).sort();
  const [older = "", newer = ""] = runsOf("one");
  const dry = await swarmprof(["runs", "prune", "--keep", "1", "--dry-run"], { cwd });
  expect(dry.stdout.toString()).toContain("would remove 1 runs");
  expect(runsOf("one")).toEqual([older, newer]);
  await swarmprof(["runs", "prune", "--keep", "1"], { cwd });
  expect(runsOf("one")).toEqual([newer]);
  expect(runsOf("two")).toHaveLength(1);
});

test.each([
  [["report"], "There is no run in"],
  [["report", "nothing"], "no run"],
  [["report", "--format", "pdf"], "--format takes html, md, json"],
  [["runs", "prune"], "Say how many runs of each bench stay"],
  [["runs", "prune", "--keep", "all"], '--keep takes a whole number, not "all"'],
  [["runs", "drop"], 'Given: "drop"'],
])("answers %j with one line and exit code 2", async (args, message) => {
  const cwd = emptyFolder();
  const { exitCode, stderr } = await swarmprof(args, { cwd });
  expect(stderr).toContain(message);
  expect(stderr.trimEnd().split("\n")).toHaveLength(1);
  expect(exitCode).toBe(2);
  expect(existsSync(join(cwd, "reports"))).toBe(false);
});
