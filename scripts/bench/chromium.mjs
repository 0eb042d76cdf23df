// Headless Chromium, and a page of its own for each visit.
import { existsSync } from "node:fs";
import { pathToFileURL } from "node:url";

const VIEWPORT = { width: 1400, height: 1000 };
const ARGS = [
  "--no-sandbox",
  "--disable-gpu",
  "--disable-quic",
  "--no-first-run",
  "--disable-background-networking",
  "--disable-component-update",
  "--disable-sync",
];

export async function launchChromium() {
  const { chromium } = await import("playwright-core");
  return chromium.launch({ executablePath: chromiumPath(), args: ARGS });
}

function chromiumPath() {
  const path = process.env.CHROMIUM_PATH || "/usr/bin/chromium";
  if (!existsSync(path)) throw new Error(`there is no Chromium at ${path}. Say with CHROMIUM_PATH where it is`);
  return path;
}

/** In a context of its own: nothing is cached from one visit to the next. */
export async function newVisit(opened, file, use) {
  const context = await opened.newContext({ viewport: VIEWPORT });
  try {
    const page = await context.newPage();
    await page.goto(pathToFileURL(file).href);
    return await use(page);
  } finally {
    await context.close();
  }
}
