import type { ReportView } from "../view-model.ts";
import { allocationTable } from "./allocation-table.ts";
import { card } from "./card.ts";
import { hotspotTable } from "./cpu-tables.ts";

/** The graph and its lists: of CPU time where it was measured, else of memory; the script switches between them. */
export function graphSections({ cpu, memory, code }: ReportView): string {
  const frames = code?.frames ?? [];
  const allocations = memory === undefined ? "" : allocationTable(memory, frames);
  const list = { id: "hotspots", title: cpu === undefined ? ALLOCATIONS : "Hotspots" };
  return `<section id="graph" class="card scripted" aria-labelledby="graph-title"><div class="head"><h2 id="graph-title">Flamegraph</h2><div class="tools"></div></div><div class="flame"></div><div class="foot"></div></section>
<div class="two">
${card({ ...list, body: cpu === undefined ? allocations : hotspotTable(cpu, frames) })}
${card({ id: "details", title: "Function", body: "", look: "scripted" })}
</div>
${card({ id: "sandwich", title: "Callers and callees", body: "", look: "scripted" })}
${
  // The script has one list for both halves; without it, there are two.
  cpu === undefined || allocations === ""
    ? ""
    : card({ id: "allocations", title: ALLOCATIONS, body: allocations, look: "unscripted" })
}`;
}

const ALLOCATIONS = "Functions by what they allocated";
