import type { ReportView } from "../view-model.ts";
import { escapeHtml } from "./escape.ts";
import { prose } from "./prose.ts";

/** What a reader needs to trust the figures: where they were measured, and how far they hold. */
export function closing(view: ReportView): string {
  return `${environment(view)}
<footer>
${view.honesty.map((sentence) => `<p>${prose(sentence)}</p>`).join("\n")}
<p>Run <code>${escapeHtml(view.runId)}</code>, report by swarmprof ${escapeHtml(view.verb)}.</p>
</footer>`;
}

function environment(view: ReportView): string {
  if (view.environment.length === 0) return "";
  const items = view.environment.map(
    ({ name, value }) => `<div><dt>${escapeHtml(name)}</dt><dd>${escapeHtml(value)}</dd></div>`,
  );
  return `<section class="card" aria-labelledby="environment-title"><div class="head"><h2 id="environment-title">Environment</h2></div>
<dl class="environment">${items.join("")}</dl></section>`;
}
