// The report of a large run in headless Chromium: opened to drawn, a search, a zoom.
import { launchChromium, newVisit } from "./chromium.mjs";
import { LARGE_INTERVAL_US, largeRun } from "./large-run.mjs";
import { spread } from "./table.mjs";

const SEARCH = "check";

export async function browser(workplace) {
  const { report } = await largeRun(workplace);
  const opened = await launchChromium();
  try {
    const visits = [];
    await visit(opened, report); // for nothing: the first page of a browser waits for its processes
    for (let i = 0; i < workplace.runs; i++) visits.push(await visit(opened, report));
    const of = (key) => visits.map((figures) => figures[key]);
    return [
      {
        title: `browser: the report of the compiler at ${LARGE_INTERVAL_US} µs, in headless Chromium ${opened.version()}`,
        columns: ["figure", "unit", "median", "least–most", "to reach"],
        rows: [
          ["opened to drawn", "ms", ...spread(of("drawnMs"), 0), "≤ 400"],
          ["zoom", "ms", ...spread(of("zoomMs"), 0), "≤ 100"],
          [`search for "${SEARCH}"`, "ms", ...spread(of("searchMs"), 0), "≤ 100"],
        ],
      },
    ];
  } finally {
    await opened.close();
  }
}

async function visit(opened, report) {
  return newVisit(opened, report, async (page) => {
    const drawnMs = await entry(page, "swarmprof:drawn", "startTime");
    // What is put on the page after the graph is not to fall into the measured parts.
    await page.locator("#details .body > *").first().waitFor();
    const search = page.getByPlaceholder("search or /regex/");
    await search.fill(SEARCH);
    const searchMs = await entry(page, "swarmprof:search", "duration");
    await search.fill("");
    await zoom(page);
    const zoomMs = await entry(page, "swarmprof:zoom", "duration");
    return { drawnMs, searchMs, zoomMs };
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

/** Into the uppermost frame that is neither nearly all nor nearly nothing: most of the graph is then drawn anew. */
async function zoom(page) {
  const middle = await page.locator("g.frame").evaluateAll((groups) => {
    const frames = groups.map((group) => ({ group, box: group.getBoundingClientRect() }));
    const whole = Math.max(...frames.map(({ box }) => box.width));
    const fitting = frames.filter(({ box }) => box.width > whole * 0.2 && box.width < whole * 0.7);
    const [top] = fitting.sort((a, b) => a.box.y - b.box.y);
    if (top === undefined) return undefined;
    top.group.scrollIntoView({ block: "center" });
    const { x, y, width, height } = top.group.getBoundingClientRect();
    return { x: x + width / 2, y: y + height / 2 };
  });
  if (middle === undefined) throw new Error("the graph has no frame to zoom into");
  await page.mouse.click(middle.x, middle.y);
}
