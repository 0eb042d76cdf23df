import { describe, expect, test } from "vitest";
import type { AgentAnalysis } from "../../src/analysis/agents/agent.ts";
import { cpuAgentRows, memoryAgentRows } from "../../src/cli/agents-summary.ts";
import { cpuAgentsResult, memoryAgentsResult } from "../../src/report/agents-result.ts";
import { agentsView } from "../../src/report/agents-view.ts";
import { agentsSection } from "../../src/report/html/agents-section.ts";
import { renderHtml } from "../../src/report/html/render-html.ts";
import { agent, NO_ACTIVITY } from "../support/agent.ts";
import { reportFromText } from "./report-from-text.ts";

const START_US = 1_000_000;

const analysis: AgentAnalysis = {
  agents: [
    agent("planner", { cpuUs: 30_000, peakBytes: 1_000_000, holds: ["0.9 MB in 9 Message"] }),
    agent("</script>", { cpuUs: 60_000, peakBytes: 3_000_000, retainedBytes: 2_000_000, parent: "planner" }),
    agent("worker-1", { model: "thread", memoryMethod: "no snapshot" }),
  ],
  cpu: [{ thread: "main", countedUs: 120_000, agentsUs: 90_000, unattributedUs: 30_000 }],
  heaps: [
    {
      thread: "main",
      atUs: START_US + 500_000,
      reason: "end",
      totalBytes: 10_000_000,
      ownBytes: 4_000_000,
      sharedBytes: 3_000_000,
      globalBytes: 2_000_000,
      unreachableBytes: 600_000,
      probeBytes: 400_000,
      groups: [],
    },
  ],
  ...NO_ACTIVITY,
  unknown: ["Memory of `worker-1` is unknown: <no> snapshot."],
};

describe("agentsSection", () => {
  const html = agentsSection(agentsView(analysis, START_US));

  test("lists agents by their peak, names escaped", () => {
    expect(html).not.toContain("</script>");
    expect(html.indexOf("<td>&lt;/script&gt;-role</td>")).toBeGreaterThan(0);
    expect(html.indexOf("&lt;/script&gt;</td>")).toBeLessThan(html.indexOf(">planner</td>"));
    expect(html).toContain("&lt;/script&gt;, made in planner");
    expect(html).toContain("0.9 MB in 9 Message");
  });

  test("says what is not known, and leaves out what is known of none", () => {
    expect(html).toContain('<td class="n" title="not known: no snapshot">—</td>');
    expect(html).toContain("Memory of <code>worker-1</code> is unknown: &lt;no&gt; snapshot.");
    expect(html).not.toContain(">allocated<");
  });

  test("divides CPU time and heaps", () => {
    expect(html).toContain('<td>main</td><td class="n">120</td><td class="n">90.0</td><td class="n">30.0</td>');
    expect(html).toContain('<td>main at 0.50 s, end</td><td class="n">10.0</td><td class="n">4.00</td>');
  });

  test("sums up what is beyond 200 agents, ranked by CPU where there is no memory", () => {
    const agents = Array.from({ length: 203 }, (_, i) => agent(`a-${i}`, { cpuUs: i * 1_000 }));
    const many = agentsSection(agentsView({ ...analysis, agents }, START_US));
    expect(many).toContain("And 3 more, together 3.00 ms CPU.");
    expect(many).not.toContain(">a-2</td>");
  });

  test("stands before the flamegraph", () => {
    const view = reportFromText({ main: "work" }, { agents: agentsView(analysis, START_US) });
    const page = renderHtml(view, { script: "", style: "" }, "");
    expect(page.indexOf('id="agents"')).toBeGreaterThan(0);
    expect(page.indexOf('id="agents"')).toBeLessThan(page.indexOf('id="graph"'));
  });
});

describe("the JSON document and the terminal", () => {
  test("rank agents by CPU", () => {
    const cpu = cpuAgentsResult(analysis, [], () => ({ function: "", file: "", line: null }));
    expect(cpu.agents.map(({ id, cpuMs, cpuPercent }) => [id, cpuMs, cpuPercent])).toEqual([
      ["</script>", 60, 50],
      ["planner", 30, 25],
    ]);
    expect(cpu).toMatchObject({ unattributedMs: 30, cpuByThread: [{ thread: "main", countedMs: 120, agentsMs: 90 }] });
    expect(cpuAgentRows(cpu).at(1)).toEqual(["50 %", "60 ms", "</script>", "</script>-role"]);
  });

  test("rank agents by memory", () => {
    const memory = memoryAgentsResult(analysis, START_US);
    expect(memory.agents.map(({ id, peakBytes, retainedBytes }) => [id, peakBytes, retainedBytes])).toEqual([
      ["</script>", 3_000_000, 2_000_000],
      ["planner", 1_000_000, null],
    ]);
    expect(memory.perAgent).toEqual({ count: 2, medianBytes: 2_000_000, p95Bytes: 2_900_000, maxBytes: 3_000_000 });
    expect(memory.heaps).toMatchObject([{ atMs: 500, reason: "end", totalBytes: 10_000_000 }]);
    expect(memoryAgentRows(memory).at(2)).toEqual(["1.0 MB", "—", "planner", "0.9 MB in 9 Message"]);
  });

  test("have no rows without agents", () => {
    expect(cpuAgentRows(undefined)).toHaveLength(1);
    expect(memoryAgentRows({})).toHaveLength(1);
  });
});
