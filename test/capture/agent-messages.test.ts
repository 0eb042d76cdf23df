import { readFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { expect, test } from "vitest";
import { cpuJson, memJson, program, runNode } from "../support/swarmprof.ts";

const MESSAGES = program("agents-messages.mjs");
const API = fileURLToPath(new URL("../../dist/index.js", import.meta.url));
/** `[{"role":"user","content":"xxx…"}]` */
const CONTEXT_BYTES = (messages: number) => messages * (1_000 + '{"role":"user","content":""}'.length) + messages + 1;

test("handoffs are counted, and how long the receiver took to run; contexts have their last and highest size", async () => {
  const { result, stderr, cwd } = await cpuJson([MESSAGES, "--", API]);
  expect(stderr).toContain("done");
  const { handoffs = [] } = result;
  expect(handoffs.map(({ from, to, count, notTakenUp }) => `${from} → ${to} ${count} ${notTakenUp}`).sort()).toEqual([
    "coder-1 → lead 1 0",
    "coder-2 → lead 1 0",
    "lead → coder-1 3 0",
    "lead → coder-2 3 0",
    "lead → nobody-there 1 1",
    "outside → coder-1 1 1",
  ]);
  const waitOf = (to: string) => handoffs.find((one) => one.to === to)?.maxWaitMs ?? Number.NaN;
  expect(waitOf("coder-2")).toBeGreaterThan(0);
  expect(waitOf("coder-2")).toBeLessThan(10_000);
  expect(waitOf("nobody-there")).toBeNaN();
  const contexts = (result.cpu.agents ?? []).map(({ id, contextBytes, contextTokens }) => [
    id,
    { contextBytes, contextTokens },
  ]);
  const coder = { contextBytes: { last: 4, peak: CONTEXT_BYTES(3) }, contextTokens: { last: null, peak: 30 } };
  expect(Object.fromEntries(contexts)).toEqual({
    "coder-1": coder,
    "coder-2": coder,
    lead: { contextBytes: { last: 123, peak: 123 }, contextTokens: undefined },
  });
  const report = readFileSync(join(cwd, result.report), "utf8");
  expect(report.includes("<td>lead</td><td>coder-1</td>")).toBe(true);
  expect(/<td>coder-1<\/td><td class="n">4<\/td><td class="n">3\s0\d\d<\/td>/.test(report)).toBe(true);
});

test("they are in a memory run, too", async () => {
  const { result } = await memJson([MESSAGES, "--", API]);
  expect(result.handoffs?.length).toBe(6);
  expect(result.memory.agents?.find(({ id }) => id === "lead")?.contextBytes).toEqual({ last: 123, peak: 123 });
});

test("without swarmprof they do nothing", async () => {
  const { stdout, exitCode } = await runNode([MESSAGES, API]);
  expect([stdout.toString(), exitCode]).toEqual(["done\n", 0]);
});
