import { afterAll, afterEach, beforeAll, describe, expect, test } from "vitest";
import type { AgentView } from "../../src/report/view-model.ts";
import { reportFromText } from "./report-from-text.ts";
import { drawnFrames, type OpenReport, ReportBrowser } from "./report-page.ts";
import { withAgents } from "./swarm-from-text.ts";

// planner-1 runs 4 ms, planner-2 1 ms, coder-1 3 ms, nobody 1 ms; the worker is an agent as a whole.
const view = withAgents(
  reportFromText({
    main: `
      main  main  main  main  main  main  main  main  main
      plan  plan  work  work  plan  work  work  work  tick`,
    "worker-1 (indexer)": `
      index  index`,
  }),
  { main: "planner-1 planner-1 planner-1 planner-1 planner-2 coder-1 coder-1 coder-1 -" },
  {
    "planner-1": {
      peakBytes: 3_000_000,
      retainedBytes: 2_000_000,
      holdsMost: "2 MB in 9 Message",
      cpuMethod: "slices",
    },
    "planner-2": { parent: "planner-1", peakBytes: 1_000_000 },
    "coder-1": { parent: "planner-1", memoryMethod: "no snapshot" },
    indexer: { model: "thread", threads: ["worker-1 (indexer)"], cpuMs: 2 },
  },
);

function many(count: number): ReturnType<typeof withAgents> {
  const names = Array.from({ length: count }, (_, i) => `${["planner", "coder", "tester"][i % 3]}-${i + 1}`);
  const known = names.map((id, i): [string, Partial<AgentView>] => [
    id,
    { cpuMs: count - i, peakBytes: i === 7 ? 90_000_000 : 1_000_000 + i },
  ]);
  return withAgents(
    reportFromText({ main: "main  main\nwork  plan" }),
    { main: "planner-1 coder-2" },
    Object.fromEntries(known),
  );
}

describe("agents in a browser", () => {
  let browser: ReportBrowser;
  beforeAll(async () => {
    browser = await ReportBrowser.launch();
  });
  afterEach(() => browser.closeReports());
  afterAll(() => browser.close());

  const table = ({ page }: OpenReport) => page.locator("#agents .agents-live table");
  const names = async (report: OpenReport): Promise<string[]> =>
    (await table(report).locator("tbody tr[data-agent] td:first-child").allTextContents()).map((text) => text.trim());

  test("are a table that is sorted by any column and filtered by a text or a pattern", async () => {
    const report = await browser.open(view);
    const { page, troubles } = report;
    expect(await names(report)).toEqual(["planner-1", "coder-1", "indexer", "planner-2"]);
    await table(report).getByRole("button", { name: "agent" }).click();
    expect(await names(report)).toEqual(["coder-1", "indexer", "planner-1", "planner-2"]);
    // What is not known is last, whichever way.
    await table(report).getByRole("button", { name: "peak MB" }).click();
    expect((await names(report)).slice(0, 2)).toEqual(["planner-1", "planner-2"]);
    await table(report).getByRole("button", { name: "peak MB" }).click();
    expect((await names(report)).slice(0, 2)).toEqual(["planner-2", "planner-1"]);
    await page.getByLabel("Filter the agents").fill("planner-*");
    expect(await names(report)).toEqual(["planner-2", "planner-1"]);
    await page.getByLabel("Filter the agents").fill("THREAD");
    expect(await names(report)).toEqual(["indexer"]);
    const unknown = table(report).locator("tbody tr[data-agent]").first().locator("td", { hasText: "—" }).first();
    expect(await unknown.getAttribute("title")).toContain("not known");
    expect(troubles).toEqual([]);
  });

  test("chosen, restrict graph, hotspots and titles; the bar names them and clears them", async () => {
    const report = await browser.open(view);
    const { page, troubles } = report;
    await table(report).locator("tbody tr", { hasText: "planner-1" }).click();
    expect(await drawnFrames(page)).toEqual(["0 planner-1 · 4.00 ms CPU time", "1 main", "2 plan", "2 work"]);
    expect(await page.locator("#hotspots-title").textContent()).toBe("Hotspots: CPU time, planner-1");
    expect(await page.locator("#hotspots tbody td.function").allTextContents()).toEqual(["plan", "work", "main"]);
    expect(await page.locator("#chosen-agents button").first().textContent()).toBe("planner-1");
    expect(await page.locator("#timeline .legend").textContent()).toContain("of it planner-1");
    await table(report)
      .locator("tbody tr", { hasText: "coder-1" })
      .click({ modifiers: ["Control"] });
    expect((await drawnFrames(page))[0]).toBe("0 planner-1 and 1 more · 7.00 ms CPU time");
    await page.getByLabel("From, seconds").fill("0");
    await page.getByRole("button", { name: "All agents" }).click();
    expect((await drawnFrames(page))[0]).toBe("0 all threads · 11.0 ms CPU time");
    await table(report).locator("tbody tr", { hasText: "indexer" }).click();
    expect(await drawnFrames(page)).toEqual(["0 indexer · 2.00 ms CPU time", "1 index"]);
    await page.locator("h1").click();
    await page.keyboard.press("Escape");
    expect((await drawnFrames(page))[0]).toBe("0 all threads · 11.0 ms CPU time");
    expect(troubles).toEqual([]);
  });

  test("and a range of time: the table then has the CPU time of that", async () => {
    const report = await browser.open(view, {}, { fragment: "time=3000-6000&agents=1.3" });
    const { page } = report;
    expect((await drawnFrames(page))[0]).toBe("0 planner-1 and 1 more · 2.00 ms CPU time");
    expect(await page.locator("#agents-title").textContent()).toBe(
      "Agents: CPU time of 0.00–0.01 s; the rest of the whole run",
    );
    const cpu = async (id: string): Promise<string | null> =>
      table(report).locator("tbody tr", { hasText: id }).locator("td.n").first().textContent();
    expect([await cpu("planner-1"), await cpu("planner-2"), await cpu("coder-1")]).toEqual(["1.00", "1.00", "1.00"]);
  });

  test("open to all that is known of one, with buttons to those around it", async () => {
    const report = await browser.open(view);
    const { page } = report;
    await table(report).locator("tbody tr", { hasText: "planner-1" }).click();
    const details = page.locator("#agent-details");
    expect(await details.textContent()).toMatch(
      /peak3\.0 MBretained2\.0 MB.*holds most2 MB in 9 Message.*CPU isslices/,
    );
    await details.getByRole("button", { name: "coder-1" }).click();
    expect(await details.textContent()).toMatch(/made inplanner-1.*peaknot known.*memory isno snapshot/);
    expect(new URL(page.url()).hash).toBe("#agents=3");
  });

  test("a finding's button chooses the agent that it is about", async () => {
    const message = "Agent `coder-1` uses much.";
    const findings = [{ rule: "busy-agent", severity: "info" as const, message, agent: 2 }];
    const { page } = await browser.open({ ...view, findings }, {}, { fragment: "thread=1" });
    await page.getByRole("button", { name: /^show/ }).click();
    expect((await drawnFrames(page))[0]).toBe("0 coder-1 · 3.00 ms CPU time");
    expect(await page.locator("#agents tr.active").innerText()).toContain("coder-1");
  });

  test("say how large their contexts are and who hands over to whom, where the program told", async () => {
    const told = {
      contexts: [
        { id: "coder-1", contextBytes: { last: 20_000, peak: 50_000 }, contextTokens: { last: 900, peak: 1_200 } },
      ],
      handoffs: [
        { from: "planner-1", to: "coder-1", count: 12, medianWaitMs: 3, maxWaitMs: 9, notTakenUp: 0 },
        { from: "coder-1", to: "nowhere", count: 1, medianWaitMs: null, maxWaitMs: null, notTakenUp: 1 },
      ],
    };
    const { page } = await browser.open({ ...view, agents: { ...view.agents, ...told } }, {}, { fragment: "agents=3" });
    const details = page.locator("#agent-details");
    expect(await details.textContent()).toMatch(
      /context20\.0 KB at last, at most 50\.0 KB; 900 tokens, at most 1.200hands over tonowhere \(1, never taken up\)takes over fromplanner-1 \(12, taken up after 3\.00 ms\)/,
    );
    await details.getByRole("button", { name: "planner-1" }).last().click();
    expect(await details.textContent()).toContain("hands over tocoder-1 (12");
  });

  test("of a selected function: who pays for it", async () => {
    const report = await browser.open(view);
    const { page } = report;
    await page.locator("#hotspots tbody tr", { hasText: "work" }).click();
    expect(await page.locator("#payers tr").allTextContents()).toEqual([
      "coder-13.00 ms60.0 %",
      "planner-12.00 ms40.0 %",
    ]);
    await page.locator("#payers").getByRole("button", { name: "coder-1" }).click();
    expect((await drawnFrames(page))[0]).toBe("0 coder-1 · 3.00 ms CPU time");
  });

  test("ten thousand of them take as many rows as are in sight", async () => {
    const report = await browser.open(many(10_000));
    const { page, troubles } = report;
    expect(await page.locator("#agents .agents-live tbody tr").count()).toBeLessThan(60);
    expect(await page.locator("#agents .said").textContent()).toBe("10\u202f000");
    await page.locator("#agents .agents-scroll").evaluate((scroll) => scroll.scrollTo(0, scroll.scrollHeight));
    await table(report).locator("tbody tr", { hasText: "tester-9999" }).waitFor();
    expect(await page.locator("#agents .agents-live tbody tr").count()).toBeLessThan(60);
    expect(troubles).toEqual([]);
  });

  test("by role: sums and medians, folded and unfolded, an outlier marked, all with the keyboard", async () => {
    const report = await browser.open(many(30));
    const { page } = report;
    const lines = table(report).locator("tbody tr:not(.spacer)");
    await page.keyboard.press("n");
    expect(await lines.first().innerText()).toMatch(/planner[\s\S]*10 · sum, median below[\s\S]*165\s+16\.5/);
    expect(await page.locator(".outlier").textContent()).toBe("90×");
    const folded = table(report).locator("tr[aria-expanded='false']");
    await page.keyboard.press("ArrowLeft");
    expect(await folded.textContent()).toContain("planner");
    await page.keyboard.press("ArrowDown");
    expect(await lines.nth(1).getAttribute("class")).toContain("active");
    await page.keyboard.press("ArrowUp");
    await page.keyboard.press("ArrowRight");
    expect(await folded.count()).toBe(0);
    await page.keyboard.press("Enter");
    expect(await page.locator("#chosen-agents button").first().textContent()).toBe("planner (10 agents)");
    expect(await table(report).locator("tr[data-agent][aria-selected='true']").count()).toBe(10);
    await page.keyboard.press("End");
    await page.keyboard.press(" ");
    expect(await page.locator("#chosen-agents button").first().textContent()).toBe("planner (10 agents) and 1 more");
    await page.keyboard.press("Escape");
    expect(await page.locator("#chosen-agents button").first().textContent()).toBe("all 30 agents");
  });

  test("a pattern is chosen as one, and stands so in the link", async () => {
    const report = await browser.open(many(30));
    await report.page.getByLabel("Filter the agents").fill("planner-*");
    await report.page.getByRole("button", { name: "choose these 10" }).click();
    const { hash } = new URL(report.page.url());
    const { page } = await browser.open(many(30), {}, { fragment: hash.slice(1) });
    expect(await page.locator("#chosen-agents button").first().textContent()).toBe("planner-* (10 agents)");
    expect(await drawnFrames(page)).toEqual(["0 planner-* (10 agents) · 1.00 ms CPU time", "1 main", "2 work"]);
  });

  test("fit a phone, with the heads of columns that only screen readers have", async () => {
    const report = await browser.open(view, { viewport: { width: 390, height: 844 } });
    expect(await report.page.evaluate("document.documentElement.scrollWidth")).toBe(390);
    expect(await report.page.locator("th:not(:empty)").count()).toBe(await report.page.locator("th").count());
  });

  test("stay on paper as the table that needs no script", async () => {
    const { page } = await browser.open(view);
    await page.emulateMedia({ media: "print" });
    expect(await page.locator("#agents .agents-scroll").isVisible()).toBe(false);
    expect(await page.locator("#agents .printed tbody tr").count()).toBe(4);
    expect(await page.locator("#agents .printed").isVisible()).toBe(true);
  });

  test("with names that are markup, run right to left, or are very long stay text", async () => {
    const hostile = [
      `</script><img/src=x/onerror=document.title='owned'>`,
      "‮reversed",
      "🐝".repeat(3),
      "x".repeat(10_000),
    ];
    const report = await browser.open(
      withAgents(
        reportFromText({ main: "main" }),
        { main: "-" },
        Object.fromEntries(hostile.map((id) => [id, { role: id }])),
      ),
      { viewport: { width: 390, height: 844 } },
    );
    const { page, troubles } = report;
    for (const id of hostile) {
      await page.getByLabel("Filter the agents").fill(id);
      await table(report).locator("tbody tr[data-agent]").first().click();
      expect(await page.locator("#agent-details .name").textContent()).toBe(id);
    }
    expect(await page.locator("img").count()).toBe(0);
    expect(await page.evaluate("document.documentElement.scrollWidth")).toBe(390);
    expect(troubles).toEqual([]);
  });
});
