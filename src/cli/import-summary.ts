import type { ResultDocument } from "../report/result-document.ts";
import { benchSummary } from "./bench-summary.ts";
import { cpuSummary } from "./cpu-summary.ts";
import { memSummary } from "./mem-summary.ts";
import type { Paint } from "./paint.ts";

/** Of a run of which nobody knows beforehand what is in it. */
export function importSummary(document: ResultDocument, headline: string, paint: Paint): string {
  if (document.bench !== undefined) return benchSummary(document, headline, paint);
  return (document.cpu === undefined ? memSummary : cpuSummary)(document, headline, paint);
}
