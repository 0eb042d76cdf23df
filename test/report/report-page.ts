/** Opens reports in a browser, as a reader does: from the file system, without a network. */
import { existsSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { gzipSync } from "node:zlib";
import { type Browser, type BrowserContextOptions, chromium, type Page } from "playwright-core";
import { encodeReport } from "../../src/report/columns.ts";
import { type ReportAssets, renderHtml } from "../../src/report/html/render-html.ts";
import type { ReportView } from "../../src/report/view-model.ts";
import { clientAssets } from "./client-assets.ts";

export const browserPath = [
  process.env["CHROMIUM_PATH"] ?? "",
  "/usr/bin/chromium",
  "/usr/bin/chromium-browser",
  "/usr/bin/google-chrome",
  "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
].find((path) => existsSync(path));

export interface OpenReport {
  readonly page: Page;
  readonly url: string;
  /** Errors on the console, uncaught exceptions, and requests for anything but the report itself. */
  readonly troubles: readonly string[];
}

export class ReportBrowser {
  readonly #browser: Browser;
  readonly #assets: ReportAssets;
  readonly #folder = mkdtempSync(join(tmpdir(), "swarmprof-report-"));
  #reports = 0;

  static async launch(): Promise<ReportBrowser> {
    const args = ["--no-sandbox", "--disable-gpu", "--disable-background-networking", "--disable-sync"];
    if (browserPath === undefined)
      throw new Error("No Chromium. Install it, or name it: CHROMIUM_PATH=/path/to/chromium");
    const browser = await chromium.launch({ executablePath: browserPath, args });
    return new ReportBrowser(browser, await clientAssets());
  }

  private constructor(browser: Browser, assets: ReportAssets) {
    this.#browser = browser;
    this.#assets = assets;
  }

  /**
   * @param from.fragment the part of the link after `#`
   * @param from.data instead of the view's own
   */
  async open(
    view: ReportView,
    options: BrowserContextOptions = {},
    from: { fragment?: string; data?: string } = {},
  ): Promise<OpenReport> {
    const file = join(this.#folder, `report-${this.#reports++}.html`);
    const data = from.data ?? gzipSync(encodeReport(view)).toString("base64");
    writeFileSync(file, renderHtml(view, this.#assets, data));
    return this.openFile(file, options, from);
  }

  /** A report that is there already. */
  async openFile(
    file: string,
    options: BrowserContextOptions = {},
    from: { fragment?: string } = {},
  ): Promise<OpenReport> {
    const context = await this.#browser.newContext({ viewport: { width: 1400, height: 1000 }, ...options });
    const page = await context.newPage();
    const url = pathToFileURL(file).href;
    const troubles: string[] = [];
    page.on("console", (message) => {
      if (message.type() === "error" || message.type() === "warning") troubles.push(message.text());
    });
    page.on("pageerror", (error) => troubles.push(error.message));
    page.on("request", (request) => {
      if (request.url().split("#")[0] !== url) troubles.push(`request: ${request.url()}`);
    });
    await page.goto(from.fragment === undefined ? url : `${url}#${from.fragment}`);
    if (options.javaScriptEnabled !== false)
      await page.waitForFunction(() => performance.getEntriesByName("swarmprof:ready").length > 0);
    return { page, url, troubles };
  }

  async closeReports(): Promise<void> {
    await Promise.all(this.#browser.contexts().map((context) => context.close()));
  }

  async close(): Promise<void> {
    await this.#browser.close();
    rmSync(this.#folder, { recursive: true, force: true });
  }
}

/** Names of the frames that are drawn wide enough for a label, and the row in which they stand. */
export async function drawnFrames(page: Page): Promise<string[]> {
  return page.locator("#graph g.frame").evaluateAll((groups) =>
    groups
      .map((group) => {
        const [, x = "0", y = "0"] = /translate\(([\d.]+),([\d.]+)\)/.exec(group.getAttribute("transform") ?? "") ?? [];
        return { name: group.getAttribute("name") ?? "", x: Number(x), y: Number(y) };
      })
      .filter(({ name }) => name !== "")
      .sort((a, b) => a.y - b.y || a.x - b.x)
      .map(({ name, y }) => `${y / 18} ${name}`),
  );
}

/** Names of the frames in the one strong colour. */
export async function pointedFrames(page: Page): Promise<string[]> {
  const pointed = page.locator('#graph g.frame:has(> rect[fill="var(--hot)"])');
  const names = await pointed.evaluateAll((groups) => groups.map((group) => group.getAttribute("name") ?? ""));
  return names.sort((a, b) => a.localeCompare(b));
}
