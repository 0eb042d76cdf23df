import { afterAll, beforeAll, expect, test } from "vitest";
import { analyseHeap } from "../../src/analysis/heap/analyse-heap.ts";
import { heapCensus } from "../../src/analysis/heap/census.ts";
import { heapFindings } from "../../src/analysis/findings/heap-findings.ts";
import { heapReport } from "../../src/report/heap-report.ts";
import { heapView } from "../../src/report/heap-view.ts";
import { heapFromText } from "../support/heap-from-text.ts";
import { ReportBrowser } from "./report-page.ts";

const wording = { texts: false };

/** A heap in which a list has so many messages. */
function drawn(messages: number): string {
  const numbers = Array.from({ length: messages }, (_, i) => i);
  return `
  root    synthetic      0  =>global
  global  object:global  8  .swarm>swarm
  swarm   object:Swarm  50  .log>log  .cache>cache
  cache   object:Cache 8000
  log     object:Array  16  ${numbers.map((i) => `[${i}]>m${i}`).join("  ")}
  ${numbers.map((i) => `m${i} object:Message 1000`).join("\n  ")}`;
}

function report() {
  const earlier = [3, 5].map((messages) => heapCensus(heapFromText(drawn(messages)).graph));
  const analysis = analyseHeap(heapFromText(drawn(9)).graph, { agentClasses: [], earlier, wording });
  const files = [3, 5, 9].map((n) => ({
    file: `${n}.heapsnapshot`,
    fileBytes: 1000,
    objects: 4 + n,
    totalBytes: 1000 * n,
  }));
  const view = heapView({ analysis, files, instances: undefined, wording, fileOf: (script) => script });
  const findings = heapFindings(analysis, () => "", wording);
  const origin = {
    id: "1",
    madeAt: "2026-11-23T08:17:05.123Z",
    command: ["swarmprof", "heap"],
    version: "1",
    texts: false,
  };
  return heapReport(view, findings, origin);
}

let browser: ReportBrowser;
beforeAll(async () => {
  browser = await ReportBrowser.launch();
});
afterAll(() => browser.close());

test("the words say what grows, and the tables read without a script", async () => {
  const { page } = await browser.open(report(), { javaScriptEnabled: false });
  expect(await page.locator("h1").innerText()).toBe(
    "Message grows by 3.0 KB from snapshot to snapshot; 17.1 KB in 14 objects",
  );
  expect(await page.locator("#heap-growers tbody tr").innerText()).toContain("3 → 5 → 9");
  expect(await page.locator("#heap-growers tbody tr").innerText()).toContain(
    "6 by global.swarm → Swarm.log → Array[…] → Message",
  );
  expect(await page.locator("#heap-classes tbody tr").count()).toBe(5);
  expect(await page.locator("#heap-map summary").first().innerText()).toBe("The same as a list");
});

test("classes are sorted and searched, and unfold to how they are held", async () => {
  const { page, troubles } = await browser.open(report());
  const names = () => page.locator("#heap-classes tbody tr:not(.paths) td:first-child").allInnerTexts();
  expect(await names()).toEqual(["global", "Swarm", "Array", "Message", "Cache"]);
  await page.getByRole("button", { name: "count" }).click();
  expect((await names())[0]).toBe("Message");
  await page.getByLabel("Search classes and files").fill("mess");
  expect(await names()).toEqual(["Message"]);
  await page.getByRole("button", { name: "Message" }).click();
  expect(await page.locator("tr.paths li").allInnerTexts()).toEqual([
    "global.swarm",
    "Swarm.log",
    "Array[…]",
    "Message",
  ]);
  expect(troubles).toEqual([]);
});

test("the map has an area for each part of the heap, and goes into one that is pressed", async () => {
  const { page, troubles } = await browser.open(report());
  const areas = await page.locator(".heap-map rect").evaluateAll((boxes) =>
    boxes.map((box) => ({
      words: box.querySelector("title")?.textContent ?? "",
      area: Number(box.getAttribute("width")) * Number(box.getAttribute("height")),
    })),
  );
  const messages = areas.filter(({ words }) => words.startsWith("Message"));
  const cache = areas.find(({ words }) => words.startsWith("Cache"));
  expect(messages).toHaveLength(9);
  const together = messages.reduce((sum, { area }) => sum + area, 0);
  expect(together / (cache?.area ?? 1)).toBeGreaterThan(0.8);
  expect(together / (cache?.area ?? 1)).toBeLessThan(1.2);
  await page
    .locator(".heap-map rect", { hasText: "Array" })
    .first()
    .click({ position: { x: 3, y: 3 } });
  expect(await page.locator(".heap-map .crumbs strong").innerText()).toBe("Array");
  await page.getByRole("button", { name: "heap" }).click();
  expect(await page.locator(".heap-map .crumbs strong").innerText()).toBe("heap");
  expect(troubles).toEqual([]);
});
