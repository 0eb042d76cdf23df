/** speedscope itself opens what is written for it. */
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";
import { chromium } from "playwright-core";
import { expect, test } from "vitest";
import { browserPath } from "../report/report-page.ts";
import { FOREIGN_FILES } from "../support/foreign-files.ts";
import { emptyFolder } from "../support/swarmprof.ts";

const APP = fileURLToPath(new URL("../../node_modules/speedscope/dist/release/index.html", import.meta.url));

test("speedscope shows the functions of a written profile, with their times", async () => {
  const args = ["--no-sandbox", "--use-gl=angle", "--use-angle=swiftshader", "--enable-unsafe-swiftshader"];
  const browser = await chromium.launch({ executablePath: browserPath ?? "", args });
  try {
    // As its own command line does: a script that hands the profile over, named in the address.
    const script = join(emptyFolder(), "profile.js");
    const data = Buffer.from(FOREIGN_FILES["speedscope"] ?? "").toString("base64");
    writeFileSync(script, `speedscope.loadFileFromBase64("a.speedscope.json", "${data}")`);
    const page = await browser.newPage();
    await page.goto(`${pathToFileURL(APP).href}#localProfilePath=${script}`);
    await page.getByText("Sandwich").click();
    await page.getByText("Symbol Name").waitFor();
    const rows = (await page.locator("tr").allInnerTexts()).map((row) => row.replace(/\s+/g, " ").trim());
    expect(rows).toContain("1main (pid 4)5.00ms");
    expect(rows).toContain("2main (pid 4)20.51 KB");
    expect(rows).toContain("3.00ms (60%) 1.00ms (20%) work");
    expect(rows).toContain("5.00ms (100%) 1.00ms (20%) main");
  } finally {
    await browser.close();
  }
});
