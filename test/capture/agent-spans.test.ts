import { describe, expect, test } from "vitest";
import { cpuJson, memJson, program, runNode } from "../support/swarmprof.ts";

/** ms that each burns. */
const TRUTH: Readonly<Record<string, number>> = {
  planner: 40,
  twin: 30,
  "twin #2": 50,
  writer: 80,
  editor: 60,
  helper: 30,
};

describe.each(["cjs", "mjs"])("agents told by OpenTelemetry spans, agent-spans.%s", (format) => {
  const spans = program(`agent-spans.${format}`);

  test("are found with no edit, with their names, parents and CPU time", async () => {
    const { result, stderr } = await cpuJson([spans]);
    expect(stderr).toContain((await runNode([spans])).stdout.toString());
    const { agents = [] } = result.cpu;
    expect(agents.map(({ id, model, parent }) => `${id} ${model} ${parent}`.trim()).sort()).toEqual([
      "editor context",
      "helper context lead",
      "lead context",
      "planner context",
      "twin #2 context",
      "twin context",
      "writer context",
    ]);
    const tokens = agents.flatMap(({ id, contextTokens }) =>
      contextTokens === undefined ? [] : [[id, contextTokens]],
    );
    expect(Object.fromEntries(tokens)).toEqual({
      planner: { last: 400, peak: 400 },
      twin: { last: 300, peak: 300 },
      "twin #2": { last: 500, peak: 500 },
      helper: { last: 300, peak: 300 },
    });
    // How exact CPU times are is another test's; here that none has another's.
    for (const { id, cpuMs } of agents) {
      const ratio = cpuMs / (TRUTH[id] ?? Number.NaN);
      if (id !== "lead") expect(ratio > 0.5 && ratio < 2, `${id}: ${cpuMs} ms`).toBe(true);
    }
    expect(result.cpu.unattributedMs).toBeGreaterThan(15);
  });

  test("are none where they are not asked for, or where classes are", async () => {
    for (const flags of [["--no-agent-spans"], ["--agent-class", "NodeTracerProvider"]]) {
      const { result } = await cpuJson([spans, ...flags]);
      expect(result.cpu.agents?.filter(({ model }) => model === "context")).toEqual([]);
    }
  });
});

test("a program that uses no OpenTelemetry finds nothing of it", async () => {
  const { stderr } = await memJson([program("looks-for-spans.cjs")]);
  expect(stderr).toContain("[] undefined false");
});
