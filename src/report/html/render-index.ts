import { escapeHtml } from "./escape.ts";
import { pageShell } from "./page-shell.ts";
import { prose } from "./prose.ts";
import { readableDate } from "./readable-date.ts";

/** One report of the folder, as the index lists it. */
export interface IndexedReport {
  /** Path of the report relative to the index, with forward slashes. */
  readonly file: string;
  readonly bench: string;
  readonly verb: string;
  readonly headline: string;
  /** ISO 8601, UTC. */
  readonly startedAt: string;
  /** `complete`, `failed` …: as the run ended. */
  readonly status: string;
}

/** The reports of a folder as one page, newest first, in the look of the reports themselves. */
export function renderIndex(reports: readonly IndexedReport[], assets: { readonly style: string }): string {
  const newestFirst = reports.toSorted((a, b) => b.startedAt.localeCompare(a.startedAt));
  const body = `<main>
<header><h1>${reports.length === 1 ? "1 report" : `${reports.length} reports`}</h1><p class="sub">newest first</p></header>
<section class="card">
${reports.length === 0 ? "<p>None yet. Make one with: <code>swarmprof cpu &lt;bench&gt;</code></p>" : table(newestFirst)}
</section>
</main>`;
  return pageShell({ title: "Reports · swarmprof", style: assets.style, body });
}

function table(reports: readonly IndexedReport[]): string {
  return `<table class="reports"><thead><tr><th>report</th><th>bench</th><th>verb</th><th>started</th><th>status</th></tr></thead>
<tbody>${reports.map(row).join("\n")}</tbody></table>`;
}

function row({ file, bench, verb, headline, startedAt, status }: IndexedReport): string {
  const chip = status === "complete" ? "ok" : "bad";
  return `<tr><td class="wrap"><a href="${escapeHtml(relativeLink(file))}">${prose(headline)}</a></td><td>${escapeHtml(bench)}</td><td>${escapeHtml(verb)}</td><td><time datetime="${escapeHtml(startedAt)}">${readableDate(startedAt)}</time></td><td><span class="chip ${chip}">${escapeHtml(status)}</span></td></tr>`;
}

// "./" first: a file called `javascript:x` must stay a file.
function relativeLink(file: string): string {
  return `./${file.split("/").map(encodeURIComponent).join("/")}`;
}
