import type { MemoryView } from "../view-model.ts";
import { card, columns } from "./card.ts";
import { growthSection } from "./growth-section.ts";
import { collectionTable, memoryThreadTable, peakTable, processTable, stallTable } from "./memory-tables.ts";

/** The place of the timeline. */
export function memoryTimeline(): string {
  return `<section id="memory" class="card scripted" aria-labelledby="memory-title"><div class="head"><h2 id="memory-title">Memory over time</h2><div class="tools"></div></div><div class="timeline"></div><div class="foot"></div></section>`;
}

/** @param more a narrow card to stand among these, or "" */
export function memoryTables(memory: MemoryView, more: string): string {
  const optional = (id: string, title: string, body: string): string => (body === "" ? "" : card({ id, title, body }));
  return [
    growthSection(memory.growth, memory.growers),
    columns(
      [
        optional("peak", "At the peak", peakTable(memory)),
        optional("collections", "Garbage collections", collectionTable(memory.threads)),
        more,
      ],
      [
        optional("processes", "Processes", processTable(memory)),
        optional("memory-threads", "Memory by thread", memoryThreadTable(memory.threads)),
        optional("stalls", "The event loop stood still", stallTable(memory.threads)),
      ],
    ),
  ]
    .filter((part) => part !== "")
    .join("\n");
}
