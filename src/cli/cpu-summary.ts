/** What `swarmprof cpu` prints for people: the answer, the top functions, findings, and where the report is. */
import { milliseconds, percent } from "../analysis/words.ts";
import type { ResultDocument } from "../report/result-document.ts";
import { cpuAgentRows, handoffRows } from "./agents-summary.ts";
import type { Paint } from "./paint.ts";
import { placeText, summaryText } from "./summary-text.ts";

const ROWS = 10;

export function cpuSummary(document: ResultDocument, headline: string, paint: Paint): string {
  const amount = (ms: number): string => (document.cpu?.unit === "samples" ? String(Math.round(ms)) : milliseconds(ms));
  const rows = (document.cpu?.hotspots ?? [])
    .slice(0, ROWS)
    .filter(({ selfMs }) => selfMs > 0)
    .map((hotspot) => [
      percent(hotspot.selfPercent),
      amount(hotspot.selfMs),
      percent(hotspot.totalPercent),
      hotspot.function,
      placeText(hotspot.file, hotspot.line),
    ]);
  const functions = [["self", "", "total", "function", ""], ...rows];
  return summaryText(document, headline, [functions, cpuAgentRows(document.cpu), handoffRows(document)], paint);
}
