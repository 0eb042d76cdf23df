import { afterAll, afterEach, beforeAll, describe, expect, test } from "vitest";
import { reportFromText } from "./report-from-text.ts";
import { drawnFrames, pointedFrames, ReportBrowser } from "./report-page.ts";

// Half of CPU is `work`: 5 of 10 samples; two of them below `retry`, which calls itself.
const view = reportFromText(
  {
    main: `
      main  main  main   main   main  main  (idle)  main
      plan  work  retry  retry  plan  plan  -       (garbage collector)
      -     -     retry  work   -     -     -       -
      -     -     work   -      -     -     -       -`,
    "worker-1 (agent-a)": `
      run                                run   run
      send@node_modules/queue/send.js:9  work  work`,
  },
  { findings: [{ rule: "hot function", severity: "warning", message: "Half of CPU is `work`.", frame: 3 }] },
);

describe("the report in a browser", () => {
  let browser: ReportBrowser;
  beforeAll(async () => {
    browser = await ReportBrowser.launch();
  });
  afterEach(() => browser.closeReports());
  afterAll(() => browser.close());

  test("draws the flamegraph from the file alone, without an error or a request", async () => {
    const { page, troubles } = await browser.open(view);
    expect(await drawnFrames(page)).toEqual([
      "0 all threads · 10.0 ms CPU time",
      "1 main",
      "1 run",
      "2 plan",
      "2 retry",
      "2 work",
      "2 (garbage collector)",
      "2 work",
      "2 send",
      "3 retry",
      "3 work",
      "4 work",
    ]);
    expect(await page.evaluate(() => performance.getEntriesByName("swarmprof:drawn").length)).toBe(1);
    expect(await page.locator("#undrawn").textContent()).toBe("Every frame is drawn.");
    expect(troubles).toEqual([]);
  });

  test("zooms into a frame, keeps its callers as rows, and zooms out through them", async () => {
    const { page, troubles } = await browser.open(view);
    await page.locator('g.frame[name="retry"]').first().click();
    expect(await drawnFrames(page)).toEqual([
      "0 all threads · 10.0 ms CPU time",
      "1 main",
      "2 retry",
      "3 retry",
      "3 work",
      "4 work",
    ]);
    const widths = await page
      .locator("g.frame.fade")
      .evaluateAll((rows) => rows.map((row) => row.getAttribute("width")));
    expect(new Set(widths).size).toBe(1);
    await page.locator('g.frame[name^="all threads"]').click();
    expect(await drawnFrames(page)).toContain("1 run");
    await page.goBack();
    expect(await drawnFrames(page)).not.toContain("1 run");
    expect(troubles).toEqual([]);
  });

  test("search says the exact share, each sample once, and highlights the matches", async () => {
    const { page } = await browser.open(view);
    await page.getByPlaceholder("search or /regex/").fill("/^(retry|work) /");
    const said = page.locator("#search-said");
    expect(await said.textContent()).toBe("matches 50.0 % of CPU time (2 functions)");
    expect(await pointedFrames(page)).toEqual(["retry", "retry", "work", "work", "work", "work"]);
    await page.keyboard.press("Enter");
    expect(await page.locator("#details .name").textContent()).toBe("work");
    await page.keyboard.press("F3");
    expect(await page.locator("#details .name").textContent()).toBe("retry");
    await page.keyboard.press("Escape");
    expect(await said.textContent()).toBe("");
  });

  test("a search that is no regular expression says so", async () => {
    const { page, troubles } = await browser.open(view);
    await page.getByPlaceholder("search or /regex/").fill("/(/");
    expect(await page.locator("#search-said").textContent()).toContain("not a regular expression");
    expect(troubles).toEqual([]);
  });

  test("inverts, orders by time, and picks a thread", async () => {
    const { page } = await browser.open(view);
    await page.getByRole("button", { name: "inverted" }).click();
    expect((await drawnFrames(page)).slice(1, 5)).toEqual(["1 work", "1 plan", "1 (garbage collector)", "1 send"]);
    await page.getByRole("button", { name: "in time" }).click();
    expect((await drawnFrames(page)).slice(1, 3)).toEqual(["1 main", "1 worker-1 (agent-a)"]);
    await page.getByLabel("Thread", { exact: true }).selectOption("worker-1 (agent-a)");
    expect(await drawnFrames(page)).toEqual(["0 worker-1 (agent-a) · 3.00 ms CPU time", "1 run", "2 send", "2 work"]);
    expect(await page.locator("#hotspots-title").textContent()).toBe("Hotspots: CPU time, worker-1 (agent-a)");
  });

  test("weighs by wall time including waiting", async () => {
    const { page } = await browser.open(view);
    await page.getByRole("button", { name: "wall time" }).click();
    expect(await drawnFrames(page)).toContain("1 (idle)");
  });

  test("shows a range of time", async () => {
    const { page } = await browser.open(view, {}, { fragment: "time=0-1000" });
    expect(await drawnFrames(page)).toEqual([
      "0 all threads · 2.00 ms CPU time",
      "1 main",
      "1 run",
      "2 plan",
      "2 send",
    ]);
    await page.getByRole("button", { name: "Whole run" }).click();
    expect(await drawnFrames(page)).toContain("0 all threads · 10.0 ms CPU time");
  });

  test("sorts and filters the hotspots; a row selects its function everywhere", async () => {
    const { page } = await browser.open(view);
    const names = (): Promise<string[]> => page.locator("#hotspots tbody td.function").allTextContents();
    expect((await names()).slice(0, 2)).toEqual(["work", "plan"]);
    await page.getByRole("button", { name: "total ms" }).click();
    expect((await names()).slice(0, 2)).toEqual(["main", "work"]);
    await page.getByLabel("Filter the hotspots").fill("queue");
    expect(await names()).toEqual(["send"]);
    await page.locator("#hotspots tbody tr").click();
    expect(await pointedFrames(page)).toEqual(["send"]);
    expect(await page.locator("#details").textContent()).toContain("Called byrun100.0 %");
  });

  test("draws all callers above a selected function and all callees below; a frame selects the next", async () => {
    const { page, troubles } = await browser.open(view);
    expect(await page.locator("#sandwich").isVisible()).toBe(false);
    await page.locator("#hotspots tbody tr", { hasText: "retry" }).click();
    const drawn = (half: string): Promise<string[]> =>
      page.locator(`.half.${half} g.frame`).evaluateAll((all) => all.map((one) => one.getAttribute("name") ?? ""));
    expect(await drawn("callers")).toEqual(["retry", "main"]);
    expect(await drawn("callees")).toEqual(["retry", "retry", "work", "work"]);
    await page.locator('.half.callers g.frame[name="main"]').click();
    expect(await page.locator("#details .name").textContent()).toBe("main");
    expect(await page.locator("#sandwich-title").textContent()).toBe("All that leads to main, and from it: CPU time");
    expect(troubles).toEqual([]);
  });

  test("a recursive function counts each sample once in its total", async () => {
    const { page } = await browser.open(view);
    const row = page.locator("#hotspots tbody tr", { hasText: "retry" });
    expect(await row.locator("td.n").allTextContents()).toEqual(["0", "0.0", "2.00", "20.0"]);
  });

  test("a finding's button shows what it is about", async () => {
    const { page } = await browser.open(view, {}, { fragment: "view=inverted&thread=1&search=plan" });
    await page.getByRole("button", { name: /^show/ }).click();
    expect(await pointedFrames(page)).toEqual(["work", "work", "work", "work"]);
    expect(await page.locator("#details .name").textContent()).toBe("work");
  });

  test("a link shows what the sender saw", async () => {
    const first = await browser.open(view);
    await first.page.getByRole("button", { name: "inverted" }).click();
    await first.page.locator('g.frame[name="work"]').first().click();
    await first.page.getByRole("button", { name: "by package" }).click();
    const { page } = await browser.open(view, {}, { fragment: new URL(first.page.url()).hash.slice(1) });
    expect(await drawnFrames(page)).toEqual(await drawnFrames(first.page));
    expect(await page.locator("#details .name").textContent()).toBe("work");
    expect(await page.getByRole("button", { name: "by package" }).getAttribute("aria-pressed")).toBe("true");
  });

  test("can be worked with the keyboard alone", async () => {
    const { page } = await browser.open(view);
    const selected = page.locator("#graph-said");
    await page.keyboard.press("g");
    await page.keyboard.press("ArrowDown");
    expect(await selected.textContent()).toMatch(/^main · src\/swarm.ts:4 · total 7.00 ms, 70.0 %/);
    await page.keyboard.press("ArrowDown");
    await page.keyboard.press("ArrowRight");
    expect(await selected.textContent()).toMatch(/^retry /);
    await page.keyboard.press("Enter");
    expect(await drawnFrames(page)).not.toContain("1 run");
    await page.keyboard.press("Backspace");
    await page.keyboard.press("Backspace");
    expect(await drawnFrames(page)).toContain("1 run");
    await page.keyboard.press("i");
    expect(await drawnFrames(page)).toContain("1 work");
    await page.keyboard.press("/");
    await page.keyboard.type("plan");
    expect(await page.locator("#search-said").textContent()).toBe("matches 30.0 % of CPU time (1 function)");
    await page.keyboard.press("Escape");
    await page.getByPlaceholder("search or /regex/").blur();
    await page.keyboard.press("?");
    expect(await page.getByRole("dialog", { name: "Keys" }).isVisible()).toBe(true);
    await page.keyboard.press("Escape");
    expect(await page.getByRole("dialog").isVisible()).toBe(false);
  });

  test("has the same tree as a table, opened line by line", async () => {
    const { page } = await browser.open(view);
    await page.keyboard.press("a");
    const lines = page.getByRole("treegrid").locator("tbody tr");
    const names = (): Promise<string[]> => lines.locator("td:first-child").allTextContents();
    expect(await names()).toEqual(["all threads · 10.0 ms CPU time", "main", "run"]);
    await page.keyboard.press("ArrowDown");
    await page.keyboard.press("ArrowRight");
    expect((await names()).slice(1)).toEqual(["main", "plan", "retry", "work", "(garbage collector)", "run"]);
    expect(await lines.nth(2).getAttribute("aria-level")).toBe("3");
    expect(await lines.nth(2).locator("td.n").allTextContents()).toEqual(["3.00", "30.0", "3.00", "30.0"]);
    await page.keyboard.press("ArrowDown");
    await page.keyboard.press("Enter");
    expect(await page.locator("#details .name").textContent()).toBe("plan");
    await page.keyboard.press("ArrowLeft");
    await page.keyboard.press("ArrowLeft");
    expect((await names()).length).toBe(3);
  });

  test("says what is too narrow to draw, and draws it after zooming", async () => {
    const many = Array.from({ length: 1_500 }, (_, i) => (i === 7 ? "rare" : "often"));
    const { page } = await browser.open(
      reportFromText({ main: `${many.map(() => "main").join("  ")}\n${many.join("  ")}` }),
    );
    expect(await page.locator("#undrawn").textContent()).toMatch(
      /^Frames narrower than 0\.\d px are not drawn here: <?0\.1 % of the time/,
    );
  });

  test("draws as many frames as it can afford of a large tree", async () => {
    // 600 stacks of 2 px each, four frames deep, and on top of each some that are narrower.
    const stacks = Array.from({ length: 6_000 }, (_, i) => [
      ...["f", "g", "h", "k"].map((name) => name + (i % 600)),
      `n${i}`,
    ]);
    const text = [0, 1, 2, 3, 4].map((depth) => stacks.map((stack) => stack[depth]).join("  ")).join("\n");
    const { page } = await browser.open(reportFromText({ main: text }));
    const drawn = await page.locator("g.frame").count();
    expect(drawn).toBeGreaterThan(900);
    expect(drawn).toBeLessThanOrEqual(2_000);
    expect(await page.locator("#undrawn").textContent()).toMatch(/not drawn here: 100\.0 % of the time/);
  });

  test("follows the system into the dark", async () => {
    const background = async (colorScheme: "light" | "dark"): Promise<string> => {
      const { page } = await browser.open(view, { colorScheme });
      const style = (selector: string, property: string): Promise<string> =>
        page.evaluate(`getComputedStyle(document.querySelector("${selector}")).${property}`);
      return `${await style("body", "backgroundColor")} ${await style("g.frame rect", "fill")}`;
    };
    expect(await background("dark")).not.toBe(await background("light"));
  });

  test("shows its words without JavaScript, and says what is missing", async () => {
    const { page, troubles } = await browser.open(view, { javaScriptEnabled: false });
    const words = await page.locator("main").innerText();
    expect(words).toContain("Half of CPU is work");
    expect(words).toContain("JavaScript is off. What is missing without it: the flamegraph");
    expect(words).toMatch(/work\s+src\/swarm.ts:4\s+5.00\s+50.0/);
    expect(words).not.toContain("Shown:");
    expect(troubles).toEqual([]);
  });

  test("runs nothing that a name of the target holds", async () => {
    const name = `</script><img/src=x/onerror=document.title='owned'>`;
    const hostile = reportFromText(
      { [name]: name },
      { headline: name, findings: [{ rule: name, severity: "info", message: name, frame: 1 }] },
    );
    const { page, troubles } = await browser.open(hostile);
    await page.getByRole("button", { name: /^show/ }).click();
    await page.locator("g.frame").last().hover();
    await page.keyboard.press("a");
    expect(await page.title()).toContain("</script>");
    expect(await page.locator("img").count()).toBe(0);
    expect(troubles).toEqual([]);
  });

  test("says so when its data cannot be read", async () => {
    const { page, troubles } = await browser.open(view, {}, { data: "bm90IGd6aXA=" });
    expect(await page.getByRole("alert").textContent()).toMatch(/^The graph cannot be drawn in this browser: /);
    expect(await page.locator("#hotspots").innerText()).toContain("work");
    expect(troubles).toEqual([]);
  });
});
