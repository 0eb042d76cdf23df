import { digitsOfMs, grouped } from "../quantity.ts";
import type { AgentsView, HandoffResult } from "../view-model.ts";
import { escapeHtml } from "./escape.ts";

/** Rows of a table at most. */
const LISTED = 100;

/** The contexts of agents, and who hands over to whom, as the program told; "" where it didn't. */
export function messagesTables({ contexts = [], handoffs = [] }: AgentsView): string {
  return [contextsTable(contexts), handoffsTable(handoffs)].filter((part) => part !== "").join("\n");
}

function contextsTable(contexts: NonNullable<AgentsView["contexts"]>): string {
  if (contexts.length === 0) return "";
  const hasTokens = contexts.some(({ contextTokens }) => contextTokens !== undefined);
  const hasBytes = contexts.some(({ contextBytes }) => contextBytes !== undefined);
  const rows = contexts
    .slice(0, LISTED)
    .map(({ id, contextBytes, contextTokens }) =>
      row(id, [
        ...(hasBytes ? [count(contextBytes?.last), count(contextBytes?.peak)] : []),
        ...(hasTokens ? [count(contextTokens?.last), count(contextTokens?.peak)] : []),
      ]),
    );
  const heads = [...(hasBytes ? ["last, bytes", "highest"] : []), ...(hasTokens ? ["last, tokens", "highest"] : [])];
  return `<h3>Size of the agents' contexts, as the program or its spans told</h3>
${table(["agent"], heads, rows)}${cut(contexts.length, "agents")}`;
}

function handoffsTable(handoffs: readonly HandoffResult[]): string {
  if (handoffs.length === 0) return "";
  const rows = handoffs.slice(0, LISTED).map(({ from, to, count: times, medianWaitMs, maxWaitMs, notTakenUp }) => {
    const figures = [count(times), milliseconds(medianWaitMs), milliseconds(maxWaitMs), count(notTakenUp)];
    return `<tr><td>${escapeHtml(from === "" ? "(nobody)" : from)}</td>${row(to, figures).slice("<tr>".length)}`;
  });
  return `<h3>Handoffs, as the program told, and how long until the receiver ran</h3>
${table(["from", "to"], ["handoffs", "median, ms", "longest, ms", "not taken up"], rows)}${cut(handoffs.length, "pairs")}`;
}

function row(name: string, figures: readonly string[]): string {
  return `<tr><td>${escapeHtml(name)}</td>${figures.map((figure) => `<td class="n">${figure}</td>`).join("")}</tr>`;
}

function table(names: readonly string[], heads: readonly string[], rows: readonly string[]): string {
  const cells = [...names.map((name) => `<th>${name}</th>`), ...heads.map((head) => `<th class="n">${head}</th>`)];
  return `<table><thead><tr>${cells.join("")}</tr></thead>
<tbody>${rows.join("\n")}</tbody></table>`;
}

function cut(length: number, what: string): string {
  return length > LISTED ? `\n<p class="note">The first ${LISTED} of ${grouped(length)} ${what}.</p>` : "";
}

function count(value: number | null | undefined): string {
  return value === null || value === undefined ? "—" : grouped(value);
}

function milliseconds(ms: number | null): string {
  return ms === null ? "—" : digitsOfMs(ms);
}
