import { hasGraph } from "../has-graph.ts";
import type { FindingView, ReportView, Severity } from "../view-model.ts";
import { escapeHtml } from "./escape.ts";
import { prose } from "./prose.ts";
import { readableDate } from "./readable-date.ts";

/** The words that answer first: headline, origin, facts, findings. */
export function summary(view: ReportView): string {
  return `<header>
<h1>${prose(view.headline)}</h1>
<p class="sub">${origin(view).join(" · ")}</p>
</header>
${facts(view)}
${findings(view)}`;
}

function origin(view: ReportView): string[] {
  const machine = view.environment.filter(({ name }) => IN_ORIGIN.has(name.toLowerCase()));
  return [
    escapeHtml(view.bench),
    `<code>${escapeHtml(view.command)}</code>`,
    `<time datetime="${escapeHtml(view.startedAt)}">${readableDate(view.startedAt)}</time>`,
    ...machine.map(({ name, value }) => escapeHtml(IN_ORIGIN.get(name.toLowerCase()) + value)),
  ];
}

/** The lines of the environment without which a figure cannot be compared, and what to write before each. */
const IN_ORIGIN: ReadonlyMap<string, string> = new Map([
  ["node", "Node "],
  ["machine", ""],
]);

function facts(view: ReportView): string {
  if (view.facts.length === 0) return "";
  const items = view.facts.map(({ value, label }) => `<div><dd>${prose(value)}</dd><dt>${prose(label)}</dt></div>`);
  return `<dl class="card facts">${items.join("")}</dl>`;
}

function findings(view: ReportView): string {
  if (view.findings.length === 0) return "";
  const canShow = hasGraph(view);
  return `<section class="card" aria-labelledby="findings-title">
<h2 id="findings-title" class="unseen">Findings</h2>
<ol class="findings">
${view.findings.map((finding) => findingItem(finding, canShow)).join("\n")}
</ol>
</section>`;
}

function findingItem({ rule, severity, message, frame, agent, show: proof }: FindingView, canShow: boolean): string {
  const what =
    agent !== undefined ? `data-agent="${agent}"` : canShow && frame !== undefined ? `data-frame="${frame}"` : "";
  const show =
    what !== ""
      ? `<button type="button" class="link scripted" ${what}${proof === undefined ? "" : ` data-show="${proof}"`}>show<span class="unseen"> ${prose(message)}</span></button>`
      : "";
  return `<li><span class="chip ${CHIPS[severity]}"><span class="unseen">${severity}: </span>${escapeHtml(rule)}</span><p>${prose(message)}</p>${show}</li>`;
}

const CHIPS: Readonly<Record<Severity, string>> = { error: "bad", warning: "warn", info: "ok" };
