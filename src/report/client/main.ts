/*! Contains d3-flame-graph (© Martin Spier, Apache-2.0, https://github.com/spiermar/d3-flame-graph) and modules of d3 (© Mike Bostock, ISC; d3-ease also © Robert Penner, BSD-3-Clause, https://d3js.org). */
import { afterPaint } from "./after-paint.ts";
import { details } from "./details.ts";
import { embeddedReport } from "./embedded-report.ts";
import { findings } from "./findings.ts";
import { Graph } from "./graph.ts";
import { graphTools } from "./graph-tools.ts";
import { Hotspots } from "./hotspots.ts";
import { keysDialog } from "./keys-dialog.ts";
import { legend } from "./legend.ts";
import { createModel } from "./model.ts";
import { packages } from "./packages.ts";
import { Page } from "./page.ts";
import { pageKeys } from "./page-keys.ts";
import { searchBox } from "./search-box.ts";
import { selectedWords } from "./selected-words.ts";
import { selectionBar } from "./selection-bar.ts";
import { timeStrip } from "./time-strip.ts";
import { TreeTable } from "./tree-table.ts";
import "./report.css";

async function start(): Promise<void> {
  const data = document.querySelector("#data")?.textContent ?? "";
  const view = await embeddedReport(data);
  if (view.cpu === undefined) return;
  document.documentElement.classList.add("has-script");
  const page = new Page(createModel(view.cpu));
  const keys = keysDialog();
  selectionBar(page, () => keys.open());
  timeStrip(page);
  graphTools(page);
  const searching = searchBox(page);
  const graph = new Graph(page);
  selectedWords(page);
  afterPaint(() => {
    performance.mark("swarmprof:drawn");
    legend(page);
    const hotspots = new Hotspots(page);
    details(page);
    packages(page);
    const table = new TreeTable(page);
    findings(page);
    pageKeys(page, {
      focusSearch: () => searching.focus(),
      nextMatch: (step) => searching.next(step),
      focusGraph: () => graph.focus(),
      focusHotspots: () => hotspots.focus(),
      focusTable: () => table.focus(),
      openKeys: () => keys.open(),
      lettersAreOn: () => keys.lettersAreOn(),
    });
  });
}

// The static words stay as they are; what is missing is said, not left blank.
function fail(cause: unknown): void {
  document.documentElement.classList.remove("has-script");
  const trouble = document.querySelector<HTMLElement>("#trouble");
  if (trouble === null) return;
  trouble.hidden = false;
  trouble.textContent = `The graph cannot be drawn in this browser: ${cause instanceof Error ? cause.message : String(cause)}`;
}

start().catch(fail);
