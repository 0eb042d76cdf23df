import { afterAll, afterEach, beforeAll, describe, expect, test } from "vitest";
import type { HeapDivisionView } from "../../src/report/view-model.ts";
import { reportFromText } from "./report-from-text.ts";
import { drawnFrames, ReportBrowser } from "./report-page.ts";
import { withAgents } from "./swarm-from-text.ts";

const view = withAgents(
  reportFromText({ main: "plan  plan  plan  plan  work  work  work  work" }),
  { main: "planner-1 planner-1 planner-1 planner-1 coder-1 coder-1 coder-1 -" },
  {
    "planner-1": { heldAt: [held(2, 1), held(6, 6)] },
    "planner-2": { heldAt: [held(6, 2)] },
    "coder-1": { heldAt: [held(2, 3)] },
  },
  { heaps: [heap(2, 4, 6, "regular"), heap(6, 8, 12, "end")] },
);

describe("what agents hold, in a browser", () => {
  let browser: ReportBrowser;
  beforeAll(async () => {
    browser = await ReportBrowser.launch();
  });
  afterEach(() => browser.closeReports());
  afterAll(() => browser.close());

  test("is drawn by name over the snapshots, with the same as a table", async () => {
    const { page, troubles } = await browser.open(view);
    const legend = page.locator("#agent-memory .legend li");
    expect(await legend.allTextContents()).toEqual(["planner-1", "coder-1", "planner-2"]);
    expect(await page.locator("#agent-memory .note").textContent()).toMatch(/^2 snapshots, .* joined, not measured\.$/);
    await page.getByText("Memory of agents as a table").click();
    const rows = page.locator("#agent-memory tbody tr");
    expect(await rows.allTextContents()).toEqual(["planner-11.006.00", "coder-13.000", "planner-202.00"]);
    await page.locator("#agent-memory").getByRole("button", { name: "whole heap" }).click();
    expect((await rows.allTextContents()).slice(-2)).toEqual([
      "shared by several1.001.00",
      "global and unreachable1.003.00",
    ]);
    expect(troubles).toEqual([]);
  });

  test("is walked with the keys, which say who held what when, and choose", async () => {
    const { page } = await browser.open(view);
    const said = page.locator("#held-said");
    await page.keyboard.press("e");
    await page.keyboard.press("ArrowRight");
    expect(await said.textContent()).toBe("planner-1: 6.0 MB, snapshot of main at 0.01 s, end");
    await page.keyboard.press("ArrowLeft");
    await page.keyboard.press("ArrowUp");
    expect(await said.textContent()).toBe("coder-1: 3.0 MB, snapshot of main at 0.00 s, regular");
    await page.keyboard.press("Enter");
    expect((await drawnFrames(page))[0]).toBe("0 coder-1 · 3.00 ms CPU time");
    expect(await page.locator("#agent-memory-title").textContent()).toBe("Memory of agents: coder-1");
    expect(await page.locator("#agent-memory .legend li").allTextContents()).toEqual(["coder-1"]);
  });

  test("a click chooses whose band it is, a drag a time", async () => {
    const { page, troubles } = await browser.open(view);
    const box = (await page.locator(".held svg").boundingBox())!;
    await page.mouse.click(box.x + 0.75 * box.width, box.y + box.height - 20);
    expect(await page.locator("#chosen-agents button").first().textContent()).toBe("planner-1");
    await page.mouse.move(box.x + 0.5 * box.width, box.y + 90);
    await page.mouse.down();
    await page.mouse.move(box.x + box.width, box.y + 90, { steps: 3 });
    await page.mouse.up();
    expect(await page.evaluate("location.hash")).toMatch(/time=4000-8000&agents=1$/);
    expect(troubles).toEqual([]);
  });

  test("divides the heap of a snapshot, of which agents own a rectangle each", async () => {
    const { page, troubles } = await browser.open(view);
    expect(await page.locator("#ownership-title").textContent()).toBe("Whose the heap is: main at 0.01 s");
    expect(await page.locator(".owned-parts tr").first().textContent()).toBe("own by one agent8.00 MB66.7 %");
    const areas = await page
      .locator("rect.tile")
      .evaluateAll((tiles) =>
        tiles.map((tile) =>
          Math.round((Number(tile.getAttribute("width")) * Number(tile.getAttribute("height"))) / 32_500),
        ),
      );
    expect(areas).toEqual([6, 2]);
    expect(await page.locator(".tile-labels span").allTextContents()).toEqual(["planner-1", "planner-2"]);
    await page.locator("rect.tile").nth(1).click();
    expect(await page.locator("#chosen-agents button").first().textContent()).toBe("planner-2");
    await page.keyboard.press("v");
    await page.keyboard.press("ArrowRight");
    await page.keyboard.press("ArrowLeft");
    expect(await page.locator("#owned-said").textContent()).toBe(
      "planner-1, planner, 6.0 MB, 75.0 % of what agents own",
    );
    expect(troubles).toEqual([]);
  });

  test("shows the snapshot that is chosen, in the link too, else the last in the time that is shown", async () => {
    const { page } = await browser.open(view);
    await page.getByLabel("Snapshot", { exact: true }).selectOption("main at 0.00 s, regular");
    expect(await page.locator("#ownership-title").textContent()).toBe("Whose the heap is: main at 0.00 s");
    expect(await page.evaluate("location.hash")).toBe("#snapshot=0");
    const second = await browser.open(view, {}, { fragment: "time=1000-3000" });
    expect(await second.page.locator("#ownership-title").textContent()).toBe("Whose the heap is: main at 0.00 s");
    await second.page.getByText("What agents own, as a table").click();
    expect(await second.page.locator("#ownership .twin tbody tr").allTextContents()).toEqual([
      "coder3.00",
      "coder-13.00",
      "planner1.00",
      "planner-11.00",
    ]);
  });

  test("is absent where no snapshot was taken", async () => {
    const { page, troubles } = await browser.open(withAgents(reportFromText({ main: "work" }), { main: "planner-1" }), {
      colorScheme: "dark",
    });
    expect(await page.locator("#ownership, #agent-memory").count()).toBe(0);
    expect(troubles).toEqual([]);
  });
});

function heap(atMs: number, ownMb: number, totalMb: number, reason: string): HeapDivisionView {
  const rest = (totalMb - ownMb - 1) * 1e6;
  const parts = { sharedBytes: 1e6, globalBytes: rest, unreachableBytes: 0, probeBytes: 0, groups: [] };
  return { thread: "main", atMs, reason, totalBytes: totalMb * 1e6, ownBytes: ownMb * 1e6, ...parts };
}

function held(atMs: number, ownMb: number) {
  return { atMs, ownBytes: ownMb * 1e6, sharedBytes: 0 };
}
