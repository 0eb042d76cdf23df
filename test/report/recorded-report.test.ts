// Reports of real recordings, as the command line writes them, opened in a browser.
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, afterEach, beforeAll, expect, test } from "vitest";
import { cpuJson, emptyFolder, program } from "../support/swarmprof.ts";
import { drawnFrames, ReportBrowser } from "./report-page.ts";

let browser: ReportBrowser;
beforeAll(async () => {
  browser = await ReportBrowser.launch();
});
afterEach(() => browser.closeReports());
afterAll(() => browser.close());

test("a recorded run is drawn, can be searched and zoomed, and says what it says on the terminal", async () => {
  const { result, cwd } = await cpuJson([program("agents.cjs")]);
  const { page, troubles } = await browser.openFile(join(cwd, result.report));
  expect(await page.locator("h1").textContent()).toMatch(/^\d+ % of .* of CPU time is in/);
  expect((await drawnFrames(page)).length).toBeGreaterThan(5);
  await page.keyboard.press("/");
  await page.keyboard.type("testerThinks");
  await page.locator("text=/matches \\d/").first().waitFor();
  await page.locator('g.frame[name="testerThinks"]').first().click();
  expect(await drawnFrames(page)).toContainEqual(expect.stringMatching(/testerThinks$/));
  expect(troubles).toEqual([]);
});

test("names that are markup stay names, in the report and in the index", async () => {
  const cwd = emptyFolder("a path with spaces and 🐝 ");
  const hostile = '</script><img src=x onerror="document.title=1">';
  writeFileSync(
    join(cwd, "bench 🐝.cjs"),
    `const o = { ${JSON.stringify(hostile)}() { let x = 0; for (let i = 0; i < 3e8; i++) x += Math.sqrt(i); return x; } };
     console.log(o[${JSON.stringify(hostile)}]() > 0);`,
  );
  const { result } = await cpuJson(["bench 🐝.cjs", "--name", hostile], { cwd });
  expect(result.cpu.hotspots[0]?.function).toBe(hostile);
  for (const file of [result.report, "reports/index.html"]) {
    const { page, troubles } = file.endsWith("index.html")
      ? await browser.openFile(join(cwd, file), { javaScriptEnabled: false })
      : await browser.openFile(join(cwd, file));
    expect(await page.locator("img").count()).toBe(0);
    expect(await page.locator("body").textContent()).toContain(hostile);
    expect(troubles).toEqual([]);
  }
});
