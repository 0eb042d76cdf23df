import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { emptyFolder, memJson, program, swarmprof } from "../support/swarmprof.ts";

test.each([
  ["json", '{ "budgets": { "memory.peak": "1MB" }, "mem": { "heap-interval": "64KiB" } }'],
  ["mjs", 'export default { budgets: { "memory.peak": 1e6 }, mem: { "heap-interval": 65536 } };'],
  [
    "ts",
    'const limit: string = "1MB";\nexport default { budgets: { "memory.peak": limit }, mem: { "heap-interval": "64KiB" } };',
  ],
])("a swarmprof.config.%s sets budgets and flags, and a flag beats it", async (extension, text) => {
  const cwd = emptyFolder();
  writeFileSync(join(cwd, `swarmprof.config.${extension}`), text);
  const { result, exitCode } = await memJson([program("short.cjs")], { cwd });
  expect(exitCode).toBe(1);
  expect(result.budgets).toMatchObject([{ metric: "memory.peak", limit: 1_000_000, verdict: "fail" }]);
  const beaten = await memJson([program("short.cjs"), "--budget", "memory.peak=1GB"], { cwd });
  expect([beaten.exitCode, beaten.result.budgets?.[0]?.verdict]).toEqual([0, "pass"]);
});

test.each([
  ['{ "budget": {} }', 'has a setting "budget" that swarmprof doesn\'t know. Did you mean "budgets"?'],
  ["{", "can't be read"],
  ["[]", "must be an object"],
  [
    '{ "budgets": { "memory.peek": "1MB" } }',
    'There is no metric "memory.peek" for a budget. Did you mean memory.peak?',
  ],
])("answers the config %j with one line and exit code 2", async (text, message) => {
  const cwd = emptyFolder();
  writeFileSync(join(cwd, "swarmprof.config.json"), text);
  const { exitCode, stderr } = await swarmprof(["mem", program("short.cjs")], { cwd });
  expect(stderr).toContain(message);
  expect(stderr.trimEnd().split("\n")).toHaveLength(1);
  expect(exitCode).toBe(2);
});
