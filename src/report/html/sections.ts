import { hasGraph } from "../has-graph.ts";
import { hasHoldings } from "../has-holdings.ts";
import { hasCpuTimeline, hasMemoryTimeline } from "../has-timeline.ts";
import type { ReportView } from "../view-model.ts";
import { agentsSection } from "./agents-section.ts";
import { card, columns } from "./card.ts";
import { packageTable, threadTable } from "./cpu-tables.ts";
import { graphSections } from "./graph-sections.ts";
import { heapSections } from "./heap-sections.ts";
import { memoryTables, memoryTimeline } from "./memory-sections.ts";

/**
 * All that was measured: tables that read without a script, and the places that the script fills. What runs along the
 * axis of time stands together on top; what was not measured is absent.
 */
export function sections(view: ReportView): string {
  const { cpu, memory, agents, heap } = view;
  if (heap !== undefined) return heapSections(heap);
  if (cpu === undefined && memory === undefined) return "";
  const packages =
    cpu !== undefined
      ? card({ id: "packages", title: "Packages", body: packageTable(cpu) })
      : hasGraph(view)
        ? card({ id: "packages", title: "Packages", body: "", look: "scripted" })
        : "";
  const parts = [
    `<noscript><p class="card note">JavaScript is off. What is missing without it: ${missing(view)}. All words and tables below are complete in themselves.</p></noscript>`,
    `<p id="trouble" class="card note bad" role="alert" hidden></p>`,
    `<div id="selection" class="selection scripted" role="group" aria-label="What is shown"></div>`,
    hasMemoryTimeline(memory) ? memoryTimeline() : "",
    hasCpuTimeline(cpu) ? cpuStrip() : "",
    agents === undefined || agents.agents.length === 0 ? "" : lanes(),
    agents === undefined || !hasHoldings(agents) ? "" : agentMemory(),
    agents === undefined ? "" : agentsSection(agents),
    agents === undefined || !hasHoldings(agents) ? "" : ownership(),
    hasGraph(view) ? graphSections(view) : "",
    cpu === undefined ? "" : columns([packages], [card({ id: "threads", title: "Threads", body: threadTable(cpu) })]),
    hasMemoryTimeline(memory) ? memoryTables(memory, cpu === undefined ? packages : "") : "",
    memory !== undefined && !hasMemoryTimeline(memory) && cpu === undefined ? packages : "",
  ];
  return parts.filter((part) => part !== "").join("\n");
}

function cpuStrip(): string {
  return `<section id="timeline" class="card scripted" aria-labelledby="timeline-title"><div class="head"><h2 id="timeline-title">CPU over time</h2><div class="tools"></div></div><div class="strip"></div></section>`;
}

function lanes(): string {
  return card({ id: "lanes", title: "Who ran when", body: "", look: "scripted" });
}

function agentMemory(): string {
  return card({ id: "agent-memory", title: "Memory of agents", body: "", look: "scripted" });
}

function ownership(): string {
  return card({ id: "ownership", title: "Whose the heap is", body: "", look: "scripted" });
}

function missing(view: ReportView): string {
  const graph = hasGraph(view) ? "the flamegraph, its table, search, " : "";
  const timeline = hasMemoryTimeline(view.memory) ? "the timeline of memory, " : "";
  return `${graph}${timeline}and the choice of thread and time`;
}
