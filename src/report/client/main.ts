/*! Contains uPlot (© Leon Sorokin, MIT, https://github.com/leeoniya/uPlot), d3-flame-graph (© Martin Spier, Apache-2.0, https://github.com/spiermar/d3-flame-graph) and modules of d3 (© Mike Bostock, ISC; d3-ease also © Robert Penner, BSD-3-Clause, https://d3js.org). */
import { hasGraph } from "../has-graph.ts";
import { hasHoldings } from "../has-holdings.ts";
import { agentDetails } from "./agents/agent-details.ts";
import { AgentsTable } from "./agents/agents-table.ts";
import { hasCpuTimeline, hasMemoryTimeline } from "../has-timeline.ts";
import { afterPaint } from "./after-paint.ts";
import { details } from "./details.ts";
import { embeddedReport } from "./embedded-report.ts";
import { agentFindings, findings } from "./findings.ts";
import { Graph } from "./graph.ts";
import { graphTools } from "./graph-tools.ts";
import { heapPage } from "./heap/heap-page.ts";
import { Hotspots } from "./hotspots.ts";
import { AgentMemory } from "./holdings/agent-memory.ts";
import { Ownership } from "./holdings/ownership.ts";
import { Lanes } from "./lanes/lanes.ts";
import { type KeysDialog, keysDialog } from "./keys-dialog.ts";
import { legend } from "./legend.ts";
import { createModel } from "./model.ts";
import { packages } from "./packages.ts";
import { Page } from "./page.ts";
import { type KeyTargets, pageKeys } from "./page-keys.ts";
import { savePictures } from "./picture/save-picture.ts";
import { sandwich } from "./sandwich/sandwich.ts";
import { scrollableCards } from "./scrollable-cards.ts";
import { searchBox } from "./search-box.ts";
import { selectedWords } from "./selected-words.ts";
import { selectionBar } from "./selection-bar.ts";
import { stalls } from "./stalls.ts";
import { timeStrip } from "./time-strip.ts";
import { MemoryTimeline } from "./timeline/memory-timeline.ts";
import { TreeTable } from "./tree-table.ts";
import "./report.css";

async function start(): Promise<void> {
  const data = document.querySelector("#data")?.textContent ?? "";
  const view = await embeddedReport(data);
  document.documentElement.classList.add("has-script");
  if (view.heap !== undefined) {
    heapPage(view.heap);
    performance.mark("swarmprof:drawn");
    performance.mark("swarmprof:ready");
    return;
  }
  const page = new Page(createModel(view));
  const keys = keysDialog();
  selectionBar(page, () => keys.open());
  const timeline = hasMemoryTimeline(view.memory) ? new MemoryTimeline(page, view.memory) : undefined;
  if (hasCpuTimeline(view.cpu)) timeStrip(page);
  const agentParts = startAgents(page);
  const graphParts = hasGraph(view) ? startGraph(page) : undefined;
  afterPaint(() => {
    performance.mark("swarmprof:drawn");
    const targets = { ...NO_TARGETS, ...graphParts?.(), ...agentParts, ...keyTargets(keys) };
    pageKeys(page, { ...targets, focusTimeline: () => timeline?.focus() });
    stalls(page);
    scrollableCards();
    savePictures(view.runId);
    performance.mark("swarmprof:ready");
  });
}

function startAgents(page: Page): Partial<KeyTargets> {
  const { agents } = page.model.view;
  if (agents === undefined || agents.agents.length === 0) return {};
  const lanes = new Lanes(page, agents);
  const table = new AgentsTable(page, agents);
  agentDetails(page, agents);
  agentFindings(page);
  const focus = { focusAgents: () => table.focus(), focusLanes: () => lanes.focus() };
  if (!hasHoldings(agents)) return focus;
  const memory = new AgentMemory(page, agents);
  const ownership = new Ownership(page, agents);
  return { ...focus, focusHeld: () => memory.focus(), focusOwned: () => ownership.focus() };
}

/** @returns starts what can wait until the graph is on the screen */
function startGraph(page: Page): () => Partial<KeyTargets> {
  graphTools(page);
  const searching = searchBox(page);
  const graph = new Graph(page);
  selectedWords(page);
  return () => {
    legend(page);
    const hotspots = new Hotspots(page);
    details(page);
    packages(page);
    sandwich(page);
    const table = new TreeTable(page);
    findings(page);
    return {
      focusSearch: () => searching.focus(),
      nextMatch: (step) => searching.next(step),
      focusGraph: () => graph.focus(),
      focusHotspots: () => hotspots.focus(),
      focusTable: () => table.focus(),
    };
  };
}

function keyTargets(keys: KeysDialog): Pick<KeyTargets, "openKeys" | "lettersAreOn"> {
  return { openKeys: () => keys.open(), lettersAreOn: () => keys.lettersAreOn() };
}

/** Where a report has no such part, its key does nothing. */
const NO_TARGETS = {
  focusSearch: () => {},
  nextMatch: () => {},
  focusAgents: () => {},
  focusLanes: () => {},
  focusHeld: () => {},
  focusOwned: () => {},
  focusGraph: () => {},
  focusHotspots: () => {},
  focusTable: () => {},
};

// The static words stay as they are; what is missing is said, not left blank.
function fail(cause: unknown): void {
  performance.mark("swarmprof:ready");
  document.documentElement.classList.remove("has-script");
  const trouble = document.querySelector<HTMLElement>("#trouble");
  if (trouble === null) return;
  trouble.hidden = false;
  trouble.textContent = `The graph cannot be drawn in this browser: ${cause instanceof Error ? cause.message : String(cause)}`;
}

start().catch(fail);
