// A report in headless Chromium: opened to drawn, and what a reader does then.
import { readFileSync, statSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { gzipSync } from "node:zlib";
import { launchChromium, newVisit } from "./chromium.mjs";
import { madeUpRun } from "./made-up-run.mjs";
import { spread } from "./table.mjs";

const ACTION_MS = "≤ 200";

/** What a reader does, and the measure that the page makes of it: from the input to what is then on the screen. */
const ACTIONS = [
  {
    name: "choose an agent",
    measure: "scope",
    act: (page) => page.locator("#agents .agents-live tr[data-agent]").nth(2).click(),
  },
  {
    name: "choose a role too",
    measure: "scope",
    act: (page) => page.locator("#agents .agents-live tr.group").first().click(),
  },
  {
    name: "everybody again",
    measure: "scope",
    act: (page) => page.getByRole("button", { name: "All agents" }).click(),
  },
  { name: "a range of time", measure: "scope", act: (page) => typed(page, "To, seconds", "30") },
  {
    name: "order of time",
    measure: "arrangement",
    act: (page) => page.getByRole("button", { name: "in time" }).click(),
  },
  { name: "inverted", measure: "arrangement", act: (page) => page.getByRole("button", { name: "inverted" }).click() },
  { name: "search", measure: "search", act: (page) => page.getByPlaceholder("search or /regex/").fill("step12") },
];

/** Actions of which the page makes no measure: until the next frame is painted. */
const PAINTED = [
  { name: "sort the agents", selector: "#agents .agents-live thead button >> nth=1" },
  { name: "lanes by role", selector: "#lanes .choice button >> nth=1" },
];

export function reportOf(what, size) {
  return async (workplace) => {
    const folder = workplace.newFolder();
    const file = join(folder, "report.html");
    await writeReport(workplace, madeUpRun(size), file);
    const chromium = await launchChromium();
    try {
      const visits = [];
      await visit(chromium, file); // for nothing: the first page of a browser waits for its processes
      for (let i = 0; i < workplace.runs; i++) visits.push(await visit(chromium, file));
      const row = (name, target) => [
        name,
        "ms",
        ...spread(
          visits.map((figures) => figures.get(name)),
          0,
        ),
        target,
      ];
      return [
        {
          title: `a report of ${what}, ${(statSync(file).size / 1e6).toFixed(1)} MB, in headless Chromium ${chromium.version()}`,
          columns: ["figure", "unit", "median", "least–most", "to reach"],
          rows: [row("opened to drawn", "≤ 2000"), ...[...ACTIONS, ...PAINTED].map(({ name }) => row(name, ACTION_MS))],
        },
      ];
    } finally {
      await chromium.close();
    }
  };
}

async function writeReport({ package: { dir } }, view, file) {
  const load = (path) => import(pathToFileURL(join(dir, "dist", path)).href);
  const [{ encodeReport }, { renderHtml }] = await Promise.all([
    load("report/columns.js"),
    load("report/html/render-html.js"),
  ]);
  const asset = (name) => readFileSync(join(dir, "dist/assets", name), "utf8");
  const assets = { script: asset("report.js"), style: asset("report.css") };
  writeFileSync(file, renderHtml(view, assets, gzipSync(encodeReport(view)).toString("base64")));
}

async function visit(chromium, file) {
  return newVisit(chromium, file, async (page) => {
    const figures = new Map();
    figures.set("opened to drawn", await entry(page, "swarmprof:drawn", "startTime"));
    await entry(page, "swarmprof:ready", "startTime");
    for (const { name, measure, act } of ACTIONS) {
      await page.evaluate(() => performance.clearMeasures());
      await act(page);
      figures.set(name, await entry(page, `swarmprof:${measure}`, "duration"));
    }
    for (const { name, selector } of PAINTED) figures.set(name, await clickToPaint(page, selector));
    return figures;
  });
}

/** @returns a field of the first mark or measure of that name, as soon as there is one */
async function entry(page, name, field) {
  const handle = await page.waitForFunction(
    ([wanted, key]) => performance.getEntriesByName(wanted)[0]?.[key],
    [name, field],
  );
  return handle.jsonValue();
}

async function typed(page, label, value) {
  await page.getByLabel(label).fill(value);
  await page.keyboard.press("Enter");
}

function clickToPaint(page, selector) {
  return page.locator(selector).evaluate(
    (button) =>
      new Promise((resolve) => {
        const started = performance.now();
        button.click();
        requestAnimationFrame(() => setTimeout(() => resolve(performance.now() - started)));
      }),
  );
}
