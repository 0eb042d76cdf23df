import type { Page } from "playwright-core";
import { afterAll, afterEach, beforeAll, describe, expect, test } from "vitest";
import type { AgentView } from "../../src/report/view-model.ts";
import { reportFromText } from "./report-from-text.ts";
import { drawnFrames, ReportBrowser } from "./report-page.ts";
import { withAgents } from "./swarm-from-text.ts";

// planner-1 runs in the first and the last quarter, coder-1 in the second, nobody in the third.
const view = withAgents(
  reportFromText({ main: "plan  plan  work  work  tick  tick  plan  plan" }),
  { main: "planner-1 planner-1 coder-1 coder-1 - - planner-1 planner-1" },
  {
    "planner-1": { fromMs: 0, toMs: 8 },
    "coder-1": { fromMs: 2, toMs: 4, cpuMs: 9 },
    "tester-1": { cpuMs: null },
  },
);

describe("who ran when, in a browser", () => {
  let browser: ReportBrowser;
  beforeAll(async () => {
    browser = await ReportBrowser.launch();
  });
  afterEach(() => browser.closeReports());
  afterAll(() => browser.close());

  const names = (page: Page): Promise<string[]> => page.locator(".lane-names span").allTextContents();
  const said = (page: Page): Promise<string | null> => page.locator("#lanes-said").textContent();

  test("has a lane for each agent that ran, in the order asked for", async () => {
    const { page, troubles } = await browser.open(view);
    expect(await names(page)).toEqual(["planner-1", "coder-1"]);
    expect(await page.locator("#lanes .note").textContent()).toContain("1 agent not seen to run has no lane.");
    await page.getByRole("button", { name: "by CPU", exact: true }).click();
    expect(await names(page)).toEqual(["coder-1", "planner-1"]);
    expect(troubles).toEqual([]);
  });

  test("paints the time in which an agent ran in the colour of its role, and nothing where it did not", async () => {
    const { page } = await browser.open(view);
    const painted = await page.locator("#lanes canvas").evaluate((canvas) => {
      const { width } = canvas as unknown as { width: number };
      const context = (
        canvas as unknown as {
          getContext(of: "2d"): { getImageData(x: number, y: number, w: number, h: number): { data: number[] } };
        }
      ).getContext("2d");
      const at = (share: number, line: number): number =>
        context.getImageData(Math.floor(share * width), 15 * line + 5, 1, 1).data[3]!;
      return [0, 1].map((line) => [0.12, 0.37, 0.62, 0.87].map((share) => at(share, line) > 0));
    });
    expect(painted).toEqual([
      [true, false, false, true],
      [false, true, false, false],
    ]);
  });

  test("says who is under the pointer; a click chooses it for the whole page, a drag a range of time", async () => {
    const { page, troubles } = await browser.open(view);
    const box = (await page.locator("#lanes canvas").boundingBox())!;
    const at = (share: number, lane: number): [number, number] => [box.x + share * box.width, box.y + 15 * lane + 5];
    await page.mouse.move(...at(0.3, 1));
    expect(await page.locator(".tooltip:visible").innerText()).toMatch(/coder-1\s+coder\s+at 0\.00 s: ran 100\.0 %/);
    await page.mouse.down();
    await page.mouse.up();
    expect(await drawnFrames(page)).toEqual(["0 coder-1 · 2.00 ms CPU time", "1 work"]);
    await page.mouse.move(...at(0.5, 0));
    await page.mouse.down();
    await page.mouse.move(...at(0.75, 0), { steps: 3 });
    await page.mouse.up();
    expect(await page.evaluate("location.hash")).toMatch(/time=40\d\d-60\d\d&agents=2/);
    await page.locator(".swarm-lanes").dblclick({ position: { x: 300, y: 25 } });
    expect(await page.evaluate("location.hash")).toBe("#agents=2");
    expect(troubles).toEqual([]);
  });

  test("can be walked with the keys", async () => {
    const { page } = await browser.open(view);
    await page.keyboard.press("l");
    expect(await said(page)).toBe("planner-1, planner, at 0.00 s: ran 100.0 % of the time");
    await page.keyboard.press("ArrowDown");
    expect(await said(page)).toBe("coder-1, coder, at 0.00 s: did not run");
    for (let i = 0; i < 3; i++) await page.keyboard.press("Shift+ArrowRight");
    expect(await said(page)).toBe("coder-1, coder, at 0.00 s: ran 100.0 % of the time");
    await page.keyboard.press("Enter");
    expect((await drawnFrames(page))[0]).toBe("0 coder-1 · 2.00 ms CPU time");
    await page.keyboard.press("ArrowUp");
    await page.keyboard.press(" ");
    expect((await drawnFrames(page))[0]).toBe("0 planner-1 and 1 more · 6.00 ms CPU time");
    await page.keyboard.press("+");
    expect(await page.locator("#lanes-title").textContent()).toBe("Who ran when: 0.00–0.00 s");
    await page.keyboard.press("-");
    await page.keyboard.press("-");
    expect(await page.locator("#lanes-title").textContent()).toBe("Who ran when");
  });

  test("draws what the bins of the run say where samples tell of nobody", async () => {
    const { cpu: _, ...rest } = view;
    const known: Partial<AgentView> = { fromMs: 0, toMs: 8 };
    const agents = {
      ...view.agents,
      agents: view.agents.agents.map((agent) => ({ ...agent, ...known })),
      activity: {
        binMs: 4,
        agent: Uint32Array.of(0, 1, 1),
        bin: Uint32Array.of(0, 0, 1),
        busyPercent: Uint32Array.of(50, 10, 100),
      },
    };
    const { page } = await browser.open({ ...rest, cpu: { ...view.cpu!, samples: [] }, agents });
    await page.keyboard.press("l");
    expect(await said(page)).toBe("planner-1, planner, at 0.00 s: ran 50.0 % of the time");
    await page.keyboard.press("ArrowDown");
    for (let i = 0; i < 6; i++) await page.keyboard.press("Shift+ArrowRight");
    expect(await said(page)).toBe("coder-1, coder, at 0.00 s: ran 100.0 % of the time");
  });

  test("of thousands is a picture, with names on demand", async () => {
    const ids = Array.from({ length: 3_000 }, (_, i) => `${["planner", "coder"][i % 2]}-${i + 1}`);
    const stacks = ids.map(() => "work").join("  ");
    const swarm = withAgents(
      reportFromText({ main: stacks }),
      { main: ids.join(" ") },
      Object.fromEntries(ids.map((id, i): [string, Partial<AgentView>] => [id, { fromMs: i, toMs: i + 1 }])),
    );
    const { page, troubles } = await browser.open(swarm);
    expect(await page.locator("#lanes .note").textContent()).toContain("3\u202f000 agents in 300 lines of 10.");
    expect(await names(page)).toEqual([]);
    await page.getByRole("button", { name: "with names" }).click();
    expect((await names(page)).slice(0, 2)).toEqual(["planner-1", "coder-2"]);
    expect((await names(page)).length).toBeLessThan(60);
    await page.keyboard.press("l");
    await page.keyboard.press("End");
    expect((await names(page)).at(-1)).toBe("coder-3000");
    expect(troubles).toEqual([]);
  });
});
