import {
  bytesText,
  digitsOfBytes,
  digitsOfMs,
  digitsOfPercent,
  durationText,
  grouped,
  momentText,
} from "../quantity.ts";
import type { AgentsView, AgentView } from "../view-model.ts";
import { BAR_HEAD, bar } from "./bar.ts";
import { card } from "./card.ts";
import { escapeHtml } from "./escape.ts";
import { messagesTables } from "./messages-tables.ts";
import { prose } from "./prose.ts";

/** Rows of a table at most. */
const LISTED = 200;

/** What each agent used, and how the rest is divided; "" where there are no agents and nothing to say of them. */
export function agentsSection(view: AgentsView): string {
  const { agents, unknown, handoffs } = view;
  if (agents.length === 0 && unknown.length === 0 && handoffs === undefined) return "";
  const body = [
    agents.length === 0 ? "" : `<div class="agents-live scripted"></div>`,
    // What the script draws is only what is in sight; paper gets these.
    agents.length === 0 ? "" : `<div class="printed">${agentTable(view)}${others(agents.slice(LISTED))}</div>`,
    agents.length === 0 ? "" : cpuDivisions(view),
    agents.length === 0 ? "" : heapDivisions(view),
    agents.length === 0 ? "" : sharedGroups(view),
    messagesTables(view),
    ...unknown.map((sentence) => `<p class="note">${prose(sentence)}</p>`),
  ];
  return card({ id: "agents", title: "Agents", body: body.filter((part) => part !== "").join("\n") });
}

function agentTable(view: AgentsView): string {
  if (view.agents.length === 0) return "";
  const columns = COLUMNS.filter(({ isKnown }) => isKnown === undefined || view.agents.some(isKnown));
  const most = Math.max(1, ...view.agents.slice(0, 1).map((agent) => ranking(agent, view.rankedBy) ?? 0));
  const rows = view.agents.slice(0, LISTED).map((agent) => {
    const cells = columns.map(
      ({ rank, cell }) =>
        cell(agent) +
        (rank === view.rankedBy ? `<td class="w">${bar((100 * (ranking(agent, rank) ?? 0)) / most)}</td>` : ""),
    );
    return `<tr>${cells.join("")}</tr>`;
  });
  const heads = columns.map(({ head, rank }) => head + (rank === view.rankedBy ? BAR_HEAD : ""));
  return table(heads, rows);
}

function ranking({ peakBytes, cpuMs }: AgentView, by: AgentsView["rankedBy"]): number | null {
  return by === "peak" ? peakBytes : cpuMs;
}

interface Column {
  readonly head: string;
  /** The bar stands behind the column of this ranking. */
  readonly rank?: AgentsView["rankedBy"];
  /** A column of which nothing is known of any agent is absent. */
  readonly isKnown?: (agent: AgentView) => boolean;
  readonly cell: (agent: AgentView) => string;
}

const COLUMNS: readonly Column[] = [
  {
    head: "<th>agent</th>",
    cell: ({ id, parent }) =>
      `<td title="${escapeHtml(parent === "" ? id : `${id}, made in ${parent}`)}">${escapeHtml(id)}</td>`,
  },
  { head: "<th>role</th>", cell: ({ role }) => `<td>${escapeHtml(role)}</td>` },
  { head: "<th>model</th>", cell: ({ model }) => `<td>${model}</td>` },
  {
    head: '<th class="n">CPU ms</th>',
    isKnown: ({ cpuMs }) => cpuMs !== null,
    cell: ({ cpuMs, cpuMethod }) => figure(cpuMs, digitsOfMs, cpuMethod),
  },
  {
    head: '<th class="n">%</th>',
    rank: "cpu",
    isKnown: ({ cpuMs }) => cpuMs !== null,
    cell: ({ cpuPercent, cpuMethod }) => figure(cpuPercent, digitsOfPercent, cpuMethod),
  },
  {
    head: '<th class="n">peak, MB</th>',
    rank: "peak",
    isKnown: ({ peakBytes }) => peakBytes !== null,
    cell: ({ peakBytes, isLeastPeak, memoryMethod }) =>
      figure(peakBytes, (size) => `${isLeastPeak ? "≥ " : ""}${digitsOfBytes(size)}`, memoryMethod),
  },
  sizeColumn("retained", ({ retainedBytes }) => retainedBytes),
  sizeColumn("shared", ({ sharedBytes }) => sharedBytes),
  sizeColumn("allocated", ({ allocatedBytes }) => allocatedBytes),
  { head: '<th class="n">runs</th>', cell: ({ slices }) => `<td class="n">${grouped(slices)}</td>` },
  {
    head: "<th>holds most</th>",
    isKnown: ({ holdsMost }) => holdsMost !== "",
    cell: ({ holdsMost }) => `<td class="wrap">${escapeHtml(holdsMost)}</td>`,
  },
];

function sizeColumn(words: string, size: (agent: AgentView) => number | null): Column {
  return {
    head: `<th class="n">${words}</th>`,
    isKnown: (agent) => size(agent) !== null,
    cell: (agent) => figure(size(agent), digitsOfBytes, agent.memoryMethod),
  };
}

/** @param method how it was measured, or why it could not be */
function figure(value: number | null, digits: (value: number) => string, method: string): string {
  const title = escapeHtml(value === null ? `not known${method === "" ? "" : `: ${method}`}` : method);
  return `<td class="n"${title === "" ? "" : ` title="${title}"`}>${value === null ? "—" : digits(value)}</td>`;
}

function others(agents: readonly AgentView[]): string {
  if (agents.length === 0) return "";
  const sum = (of: (agent: AgentView) => number | null): number | null =>
    agents.every((agent) => of(agent) === null) ? null : agents.reduce((total, agent) => total + (of(agent) ?? 0), 0);
  const cpuMs = sum((agent) => agent.cpuMs);
  const peakBytes = sum((agent) => agent.peakBytes);
  const retainedBytes = sum((agent) => agent.retainedBytes);
  const sums = [
    cpuMs === null ? "" : `${durationText(cpuMs)} CPU`,
    peakBytes === null ? "" : `peaks that add up to ${bytesText(peakBytes)}`,
    retainedBytes === null ? "" : `${bytesText(retainedBytes)} retained`,
  ].filter((part) => part !== "");
  const words = sums.length === 0 ? "" : `, together ${sums.join(", ")}`;
  return `<p class="note">And ${grouped(agents.length)} more${words}. The document of <code>--json</code> has them all.</p>`;
}

function cpuDivisions({ cpu }: AgentsView): string {
  if (cpu.length === 0) return "";
  const rows = cpu
    .slice(0, LISTED)
    .map(
      ({ thread, countedMs, agentsMs, unattributedMs }) =>
        `<tr><td>${escapeHtml(thread)}</td>${[countedMs, agentsMs, unattributedMs].map(milliseconds).join("")}</tr>`,
    );
  const heads = ["<th>thread</th>", ...["by the system, ms", "= agents", "+ unattributed"].map(numberHead)];
  return `<h3>CPU counted by the system = agents + unattributed</h3>
${table(heads, rows)}${cut(cpu.length, "threads")}`;
}

function heapDivisions({ heaps }: AgentsView): string {
  if (heaps.length === 0) return "";
  const rows = heaps.slice(0, LISTED).map((heap) => {
    const { totalBytes, ownBytes, sharedBytes, globalBytes, unreachableBytes, probeBytes } = heap;
    const sizes = [totalBytes, ownBytes, sharedBytes, globalBytes, unreachableBytes, probeBytes].map(size);
    return `<tr><td>${escapeHtml(`${heap.thread} at ${momentText(heap.atMs)}, ${heap.reason}`)}</td>${sizes.join("")}</tr>`;
  });
  const words = ["heap, MB", "= own", "+ shared", "+ global", "+ unreachable", "+ probe"];
  return `<h3>Heap = own by one agent + shared by several + global + unreachable + probe</h3>
${table(["<th>snapshot</th>", ...words.map(numberHead)], rows)}${cut(heaps.length, "snapshots")}`;
}

/** Of the last snapshot in which agents share something. */
function sharedGroups({ heaps }: AgentsView): string {
  const heap = heaps.findLast(({ groups }) => groups.length > 0);
  if (heap === undefined) return "";
  const rows = heap.groups.map(({ agents, agentCount, bytes, count, mainClass }) => {
    const others = agentCount - agents.length;
    const who = `${agents.join(", ")}${others > 0 ? ` and ${grouped(others)} more` : ""}`;
    const figures = `<td class="n">${grouped(agentCount)}</td>${size(bytes)}<td class="n">${grouped(count)}</td>`;
    return `<tr>${figures}<td>${escapeHtml(mainClass)}</td><td class="wrap">${escapeHtml(who)}</td></tr>`;
  });
  const heads = [...["agents", "MB together", "objects"].map(numberHead), "<th>most of class</th>", "<th>who</th>"];
  return `<h3>Shared by several agents, ${escapeHtml(heap.thread)} at ${momentText(heap.atMs)}</h3>
${table(heads, rows)}`;
}

function table(heads: readonly string[], rows: readonly string[]): string {
  return `<table><thead><tr>${heads.join("")}</tr></thead>
<tbody>${rows.join("\n")}</tbody></table>`;
}

function cut(count: number, what: string): string {
  return count > LISTED ? `\n<p class="note">The first ${LISTED} of ${grouped(count)} ${what}.</p>` : "";
}

function numberHead(words: string): string {
  return `<th class="n">${words}</th>`;
}

function milliseconds(ms: number): string {
  return `<td class="n">${digitsOfMs(ms)}</td>`;
}

function size(bytes: number): string {
  return `<td class="n">${digitsOfBytes(bytes)}</td>`;
}
