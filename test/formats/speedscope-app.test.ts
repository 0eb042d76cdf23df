/** speedscope itself opens what is written for it, and what other tools' formats are written. */
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";
import { type Browser, chromium } from "playwright-core";
import { afterAll, beforeAll, expect, test } from "vitest";
import { browserPath } from "../report/report-page.ts";
import { FOREIGN_FILES } from "../support/foreign-files.ts";
import { emptyFolder } from "../support/swarmprof.ts";

const APP = fileURLToPath(new URL("../../node_modules/speedscope/dist/release/index.html", import.meta.url));

let browser: Browser;
beforeAll(async () => {
  const args = ["--no-sandbox", "--use-gl=angle", "--use-angle=swiftshader", "--enable-unsafe-swiftshader"];
  browser = await chromium.launch({ executablePath: browserPath ?? "", args });
});
afterAll(() => browser.close());

/** As its own command line does: a script that hands the profile over, named in the address. */
async function rowsOf(name: string, content: string | Uint8Array): Promise<string[]> {
  const script = join(emptyFolder(), "profile.js");
  const data = Buffer.from(content as string).toString("base64");
  writeFileSync(script, `speedscope.loadFileFromBase64("${name}", "${data}")`);
  const page = await browser.newPage();
  try {
    await page.goto(`${pathToFileURL(APP).href}#localProfilePath=${script}`);
    await page.getByText("Sandwich").click();
    await page.locator("tr", { hasText: "work" }).first().waitFor();
    return (await page.locator("tr").allInnerTexts()).map((row) => row.replace(/\s+/g, " ").trim());
  } finally {
    await page.close();
  }
}

test.each([
  ["speedscope", "a.json", ["1main (pid 4)5.00ms", "2main (pid 4)20.51 KB", "3.00ms (60%) 1.00ms (20%) work"]],
  ["cpuprofile", "a.cpuprofile", ["2.00ms (50%) 1.00ms (25%) work", "4.00ms (100%) 1.00ms (25%) main"]],
  ["heapprofile", "a.heapprofile", ["10.74 KB (52%) 1.95 KB (9.5%) work"]],
  ["pprof", "a.pb", ["3.00ms (50%) 1.00ms (17%) work", "5.00ms (83%) 1.00ms (17%) main"]],
  ["collapsed stacks", "a.folded", ["5 (42%) 5 (42%) work"]],
])("speedscope shows the functions of a written %s, with their weights", async (format, name, expected) => {
  const rows = await rowsOf(name, FOREIGN_FILES[format] ?? "");
  expect(rows).toEqual(expect.arrayContaining(expected));
});
