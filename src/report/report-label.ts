/** What the index lists of a report, kept in the report's own head: the folder of reports needs no file beside them. */
import { escapeHtml } from "./html/escape.ts";
import type { IndexedReport } from "./html/render-index.ts";
import type { ReportView } from "./view-model.ts";

export type ReportLabel = Omit<IndexedReport, "file">;

const NAME = "swarmprof-report";

export function labelOf({ bench, verb, headline, startedAt }: ReportView, status: string): ReportLabel {
  return { bench, verb, headline, startedAt, status };
}

/** The tag for the head of the report. */
export function labelTag(label: ReportLabel): string {
  return `<meta name="${NAME}" content="${escapeHtml(JSON.stringify(label))}">`;
}

/** @param head the first characters of an HTML file; @returns undefined where it is no report of ours */
export function readLabelTag(head: string): ReportLabel | undefined {
  const content = new RegExp(`<meta name="${NAME}" content="([^"]*)">`).exec(head)?.[1];
  if (content === undefined) return undefined;
  try {
    return decodeLabel(JSON.parse(unescapeHtml(content)));
  } catch {
    return undefined;
  }
}

function decodeLabel(value: unknown): ReportLabel | undefined {
  const { bench, verb, headline, startedAt, status } = value as Partial<Record<keyof ReportLabel, unknown>>;
  const texts = [bench, verb, headline, startedAt, status];
  return texts.every((text) => typeof text === "string") ? (value as ReportLabel) : undefined;
}

const ENTITIES: Readonly<Record<string, string>> = { amp: "&", lt: "<", gt: ">", quot: '"', "#39": "'" };

function unescapeHtml(text: string): string {
  return text.replace(/&(amp|lt|gt|quot|#39);/g, (whole, name: string) => ENTITIES[name] ?? whole);
}
