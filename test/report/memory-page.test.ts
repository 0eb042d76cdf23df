import { gzipSync } from "node:zlib";
import type { Page } from "playwright-core";
import { afterAll, afterEach, beforeAll, describe, expect, test } from "vitest";
import { encodeReport } from "../../src/report/columns.ts";
import { renderHtml } from "../../src/report/html/render-html.ts";
import { clientAssets } from "./client-assets.ts";
import type { MemoryText } from "./memory-from-text.ts";
import { memoryReportFromText, wholeReportFromText } from "./report-from-text.ts";
import { drawnFrames, pointedFrames, ReportBrowser } from "./report-page.ts";
import { sawtooth } from "./sawtooth.ts";

// RSS is highest at 0.30 s. What `plan` keeps grows; `work` allocates most and keeps nothing.
const memory: MemoryText = {
  processes: { "main process": "60 70 80 99 60 60 60 60 60 60 60", "child 4712 (python3)": "20 20" },
  threads: { main: "20 30 40 45 30 30 30 30 30 30 30" },
  profiles: [
    { thread: "main", at: 100, text: "main plan 2 20" },
    { thread: "main", at: 300, text: "main plan 3 30\nmain send@node_modules/queue/send.js:9 1 4", reason: "peak" },
    { thread: "main", at: 900, text: "main plan 9 90", reason: "end" },
    { thread: "main", at: 910, text: "main plan 10 100\nmain work 30 9000", kind: "allocated", reason: "end" },
  ],
  changes: { limits: [{ label: "memory.peak ≤ 90 MB", quantity: "rss", bytes: 90e6 }] },
};
const cpu = { main: "main  main  main\nwork  work  plan" };

describe("memory in a browser", () => {
  let browser: ReportBrowser;
  beforeAll(async () => {
    browser = await ReportBrowser.launch();
  });
  afterEach(() => browser.closeReports());
  afterAll(() => browser.close());

  const title = (page: Page, part: string): Promise<string | null> => page.locator(`#${part}-title`).textContent();
  const readout = async (page: Page): Promise<string> =>
    (await page.locator(".tracks").innerText()).replace(/\s+/g, " ");

  test("alone starts with what was live at the peak, without an error or a request", async () => {
    const { page, troubles } = await browser.open(memoryReportFromText(memory));
    expect(await title(page, "memory")).toBe("Memory over time: parts of RSS, 2 processes together");
    expect(await readout(page)).toMatch(
      /^at the peak, 0.30 s: RSS 101 MB V8 heap 56.3 MB external memory 5.1 MB program files 10.2 MB other programs 0 B rest 29.7 MB/,
    );
    expect(await title(page, "graph")).toBe("Who allocated what: live memory at 0.30 s (peak)");
    expect(await drawnFrames(page)).toEqual(["0 all threads · 4.0 MB live memory", "1 main", "2 plan", "2 send"]);
    expect(await page.locator("#graph").innerText()).toContain("a function with less than 2.1 MB is uncertain by half");
    expect(await page.locator("#timeline").count()).toBe(0);
    expect(await page.getByRole("button", { name: "CPU time" }).count()).toBe(0);
    expect(await page.getByRole("button", { name: "in time" }).isVisible()).toBe(false);
    expect(troubles).toEqual([]);
  });

  test("a drag over the timeline selects the time for the whole page, Escape gives it back", async () => {
    const { page, troubles } = await browser.open(memoryReportFromText(memory));
    const box = (await page.locator(".plot canvas").boundingBox())!;
    const at = (seconds: number): [number, number] => [box.x + box.width * seconds, box.y + 100];
    await page.mouse.move(...at(0.4));
    await page.mouse.down();
    await page.mouse.move(...at(0.6), { steps: 4 });
    await page.mouse.move(...at(0.95));
    await page.mouse.up();
    expect(await title(page, "memory")).toMatch(/2 processes together, 0\.40–0\.95 s$/);
    expect(await title(page, "graph")).toMatch(/live memory at 0\.90 s \(end\), the last profile in 0\.40–0\.95 s$/);
    expect(await drawnFrames(page)).toEqual(["0 all threads · 9.0 MB live memory", "1 main", "2 plan"]);
    await page.locator(".plot").focus();
    await page.keyboard.press("Escape");
    expect(await title(page, "graph")).toBe("Who allocated what: live memory at 0.30 s (peak)");
    await page.mouse.move(0, 0);
    await page.keyboard.press("+");
    expect(await page.getByLabel("From, seconds").inputValue()).toBe("0.05");
    await page.locator(".u-over").dblclick();
    expect(await page.getByLabel("From, seconds").inputValue()).toBe("0.00");
    expect(troubles).toEqual([]);
  });

  test("pointer and arrow keys say what was used at a time", async () => {
    const { page } = await browser.open(memoryReportFromText(memory));
    await page.locator(".plot").hover({ position: { x: 5, y: 100 } });
    expect(await readout(page)).toMatch(/^at 0.00 s: RSS 81.9 MB V8 heap 30.7 MB/);
    await page.mouse.move(0, 0);
    await page.keyboard.press("m");
    await page.keyboard.press("End");
    expect(await page.locator("#memory-said").textContent()).toMatch(
      /^at 1.00 s: RSS 61.4 MB; V8 heap 41.0 MB, external memory/,
    );
  });

  test("tracks and marks are switched, and a link shows them as they were", async () => {
    const { page } = await browser.open(memoryReportFromText(memory));
    await page.getByRole("button", { name: "by process" }).click();
    expect(await readout(page)).toMatch(/RSS of all 101 MB main process 101 MB child 4712 \(python3\) –/);
    await page.getByRole("button", { name: "allocation", exact: true }).click();
    expect(await readout(page)).toContain("allocation 20.5 MB/s");
    await page.getByRole("button", { name: "heap profiles" }).click();
    const { hash } = new URL(page.url());
    const second = await browser.open(memoryReportFromText(memory), {}, { fragment: hash.slice(1) });
    expect(await readout(second.page)).toBe(await readout(page));
    const pressed = second.page.getByRole("button", { name: "heap profiles" });
    expect(await pressed.getAttribute("aria-pressed")).toBe("false");
    await page.getByRole("button", { name: "V8 spaces" }).click();
    expect(await readout(page)).toMatch(/^where highest, 0.30 s: used 46.1 MB old 46.1 MB/);
  });

  test("switches between what is kept and what was allocated, bytes and objects, and moments", async () => {
    const { page } = await browser.open(memoryReportFromText(memory));
    await page.getByRole("button", { name: "memory allocated" }).click();
    expect(await title(page, "hotspots")).toBe("Hotspots: memory allocated from 0.00 to 0.91 s");
    const first = page.locator("#hotspots tbody tr").first();
    expect(await first.innerText()).toMatch(/work[\s\S]*30\.0\s+75\.0\s+30\.0\s+75\.0/);
    await page.getByRole("button", { name: "objects", exact: true }).click();
    expect(await page.locator("#hotspots thead").innerText()).toContain("self objects");
    expect(await drawnFrames(page)).toContain("0 all threads · 9\u202f100 objects allocated");
    await page.getByRole("button", { name: "live memory" }).click();
    await page.getByLabel("Moment of the heap profile").selectOption("0.10 s, regular");
    expect(await drawnFrames(page)).toEqual(["0 all threads · 20 live objects", "1 main", "2 plan"]);
    await page.getByRole("button", { name: "inverted" }).click();
    expect(await drawnFrames(page)).toEqual(["0 all threads · 20 live objects", "1 plan", "2 main"]);
    await page.keyboard.press("a");
    expect(await page.getByRole("treegrid").locator("thead").innerText()).toContain("total objects");
  });

  test("has one graph with CPU time where both were measured, and a finding shows its own half", async () => {
    const view = wholeReportFromText(cpu, memory, {
      findings: [
        { rule: "hot", severity: "warning", message: "CPU", frame: 2, show: "cpu" },
        { rule: "allocation", severity: "warning", message: "Allocated", frame: 2, show: "allocated" },
      ],
    });
    const { page, troubles } = await browser.open(view);
    expect(await title(page, "graph")).toBe("Who calls what: CPU time");
    const tops = await page.locator("#memory, #timeline, #graph").evaluateAll((parts) => parts.map(({ id }) => id));
    expect(tops).toEqual(["memory", "timeline", "graph"]);
    await page.keyboard.press("t");
    await page.getByRole("button", { name: "show Allocated" }).click();
    expect(await title(page, "graph")).toMatch(/^Who allocated what: memory allocated/);
    expect(await pointedFrames(page)).toEqual(["work"]);
    await page.getByRole("button", { name: "show CPU" }).click();
    expect(await title(page, "graph")).toBe("Who calls what: CPU time");
    await page.keyboard.press("w");
    await page.keyboard.press("w");
    expect(await title(page, "graph")).toMatch(/live memory/);
    expect(troubles).toEqual([]);
  });

  test("a stall's button shows its time", async () => {
    const view = memoryReportFromText(memory);
    const [thread] = view.memory!.threads;
    const threads = [{ ...thread!, stalls: [{ startMs: 400, ms: 100 }] }];
    const { page } = await browser.open({ ...view, memory: { ...view.memory!, threads } });
    await page.getByRole("button", { name: "show main at 0.40 s" }).click();
    expect(await title(page, "memory")).toMatch(/0\.30–0\.60 s$/);
  });

  test("a program that is not Node has a timeline and nothing else", async () => {
    const { code: _, ...view } = memoryReportFromText({ processes: { "child 1 (python3)": "20 30" } });
    const { page, troubles } = await browser.open(view);
    expect(await page.locator("#graph, #hotspots, #details, #packages, #memory-threads").count()).toBe(0);
    expect(await readout(page)).toMatch(/^at the peak, 0.10 s: RSS 30.7 MB other programs 30.7 MB/);
    for (const key of ["g", "h", "a", "/", "w", "m", "?"]) await page.keyboard.press(key);
    expect(troubles).toEqual([]);
  });

  test("with no reading at all still opens", async () => {
    const view = memoryReportFromText({ processes: { one: "1" }, threads: { main: "1" } });
    const peak = { atMs: 0, rssBytes: 0 };
    const empty = { ...view.memory!, processes: [], threads: [], peak, peakParts: [] };
    const { page, troubles } = await browser.open({ ...view, memory: empty });
    expect(await title(page, "memory")).toContain("Memory over time");
    expect(troubles).toEqual([]);
  });

  test("shows its words and its growth without JavaScript", async () => {
    const growth = {
      quantity: "heap",
      thread: "main",
      unit: "B",
      per: "iteration",
      verdict: "leak",
      sentence: "The heap grows by 1 MB an iteration.",
      slope: { estimate: 1e6, low: 9e5, high: 1.1e6 },
      intercept: 40e6,
      judgedFrom: 2,
      points: [1, 2, 3, 4].map((x) => ({ x, y: 40e6 + x * 1e6 })),
    } as const;
    const listed = {
      profile: 1,
      sites: [{ frame: 2, selfBytes: 3e6, selfPercent: 75, selfObjects: 30, totalBytes: 3e6, totalPercent: 75 }],
    };
    const view = memoryReportFromText({ ...memory, changes: { growth: [growth], listed } });
    const { page, troubles } = await browser.open(view, { javaScriptEnabled: false });
    const words = await page.locator("main").innerText();
    expect(words).toContain("0.30 s, 2 processes together: 101 MB RSS = 50.7 MB V8 heap + 50.7 MB other.");
    expect(words).toMatch(/plan\s+src\/swarm.ts:4\s+3.00\s+75.0\s+30\s+3.00\s+75.0/);
    expect(words).toContain("What main kept at 0.30 s (peak)");
    expect(words).toMatch(/leak\s+The heap grows by 1 MB an iteration/);
    expect(words).toContain("What is missing without it: the flamegraph, its table, search, the timeline of memory");
    expect(await page.locator(".growth-plot .level-point").count()).toBe(3);
    expect(await page.locator(".growth-plot .fit").isVisible()).toBe(true);
    expect(troubles).toEqual([]);
  });

  test("runs nothing that a name of the target holds", async () => {
    const name = `</script><img/src=x/onerror=document.title='owned'>`;
    const view = memoryReportFromText({
      processes: { [name]: "20 30", other: "1" },
      threads: { [name]: "5 6" },
      profiles: [{ thread: name, at: 100, text: `main ${name} 1 1`, reason: name }],
      changes: { markers: [{ atMs: 50, kind: "start", label: name }], peakParts: [{ name, bytes: 5 }] },
    });
    const { page, troubles } = await browser.open(view);
    for (const chart of ["by process", "V8 heap", "V8 spaces"]) await page.getByRole("button", { name: chart }).click();
    expect(await page.locator("img").count()).toBe(0);
    expect(await page.title()).not.toBe("owned");
    expect(troubles).toEqual([]);
  });

  test("follows the system into the dark, while it is open", async () => {
    const { page, troubles } = await browser.open(memoryReportFromText(memory));
    const pixels = (): Promise<string> => page.evaluate(`document.querySelector(".plot canvas").toDataURL()`);
    const light = await pixels();
    await page.emulateMedia({ colorScheme: "dark" });
    await expect.poll(pixels).not.toBe(light);
    expect(troubles).toEqual([]);
  });

  test("an hour of readings every 20 ms fits into 3 MB, and is drawn with every peak", async () => {
    const hour = sawtooth(180_000);
    const view = { ...memoryReportFromText(memory), memory: hour };
    const data = gzipSync(encodeReport(view), { level: 6 }).toString("base64");
    expect(renderHtml(view, await clientAssets(), data).length).toBeLessThan(3_000_000);
    const { page, troubles } = await browser.open(view);
    expect(await page.locator(".plot-note").textContent()).toMatch(
      /180\u202f000 readings, of which the lowest and highest of each pixel are drawn/,
    );
    expect(await readout(page)).toContain(`at the peak, ${(hour.peak.atMs / 1000).toFixed(2)} s`);
    expect(troubles).toEqual([]);
  });
});
