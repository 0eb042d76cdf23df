import { readFileSync } from "node:fs";
import { afterAll, afterEach, beforeAll, describe, expect, test } from "vitest";
import { reportFromText } from "./report-from-text.ts";
import { type OpenReport, ReportBrowser } from "./report-page.ts";
import { withAgents } from "./swarm-from-text.ts";

const hostile = `</svg><script>alert(1)</script>\u0000&"`;
const view = withAgents(
  reportFromText({ main: `main  main  main\nplan  work  ${hostile.replaceAll(" ", "")}` }),
  { main: "planner-1 coder-1 coder-1" },
  { "planner-1": { fromMs: 0, toMs: 1 }, "coder-1": { fromMs: 1, toMs: 3 } },
);

describe("a view saved as a picture", () => {
  let browser: ReportBrowser;
  beforeAll(async () => {
    browser = await ReportBrowser.launch();
  });
  afterEach(() => browser.closeReports());
  afterAll(() => browser.close());

  const save = async ({ page }: OpenReport, card: string, kind: "SVG" | "PNG") => {
    const [saved] = await Promise.all([
      page.waitForEvent("download"),
      page
        .locator(`#${card}`)
        .getByRole("button", { name: `Save as ${kind}` })
        .click(),
    ]);
    return { name: saved.suggestedFilename(), bytes: readFileSync(await saved.path()) };
  };

  test("as SVG needs nothing of the page: shapes with their colours, texts as texts", async () => {
    const report = await browser.open(view);
    const { name, bytes } = await save(report, "graph", "SVG");
    const svg = bytes.toString("utf8");
    expect(name).toBe(`${view.runId}-graph.svg`);
    expect(svg).toMatch(/<text [^>]*>all threads · 3\.00 ms CPU time<\/text>/);
    expect(svg).toMatch(/<rect [^>]*fill="rgb\(240, 184, 92\)"/);
    expect(svg).not.toMatch(/var\(|<script|foreignObject|Save as/);
    const problem = await report.page.evaluate(
      `new DOMParser().parseFromString(${JSON.stringify(svg)}, "image/svg+xml").querySelector("parsererror")?.textContent ?? ""`,
    );
    expect(problem).toBe("");
    expect(report.troubles).toEqual([]);
  });

  test("has the lanes of the agents as an image, their names as text", async () => {
    const report = await browser.open(view, { colorScheme: "dark" });
    const svg = (await save(report, "lanes", "SVG")).bytes.toString("utf8");
    expect(svg).toMatch(/<image [^>]*href="data:image\/png;base64,/);
    expect(svg).toMatch(/<text [^>]*>planner-1<\/text>/);
  });

  test("as PNG is one, in the double size", async () => {
    const report = await browser.open(view);
    const { bytes } = await save(report, "graph", "PNG");
    expect(bytes.subarray(1, 4).toString("latin1")).toBe("PNG");
    const box = (await report.page.locator("#graph").boundingBox())!;
    expect(bytes.readUInt32BE(16)).toBe(Math.round(2 * box.width));
    expect(report.troubles).toEqual([]);
  });
});
