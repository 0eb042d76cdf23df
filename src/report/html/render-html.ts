import type { ReportView } from "../view-model.ts";
import { closing } from "./closing.ts";
import { escapeHtml } from "./escape.ts";
import { pageShell } from "./page-shell.ts";
import { plainProse } from "./prose.ts";
import { sections } from "./sections.ts";
import { summary } from "./summary.ts";

/** The report's browser code, as built. */
export interface ReportAssets {
  readonly script: string;
  readonly style: string;
}

/**
 * One HTML file that needs nothing else: readable at once and without JavaScript, explorable with it, offline.
 * @param compressed base64 of gzip of `encodeReport(view)`
 * @param head more tags for the head, escaped already
 */
export function renderHtml(view: ReportView, assets: ReportAssets, compressed: string, head = ""): string {
  if (!/^[A-Za-z0-9+/=]*$/.test(compressed)) throw new TypeError("The report's data is not base64");
  const body = `<main>
${summary(view)}
${sections(view)}
${closing(view)}
</main>
<script type="application/octet-stream" id="data">${compressed}</script>`;
  return pageShell({
    title: `${plainProse(view.headline)} · ${escapeHtml(view.bench)} · swarmprof`,
    head,
    style: assets.style,
    script: assets.script,
    body,
  });
}
