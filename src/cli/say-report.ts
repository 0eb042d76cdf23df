/** What a verb says when it is done: the document for scripts, the summary for people, the report opened. */
import { relative } from "node:path";
import type { ResultDocument } from "../report/result-document.ts";
import type { RunReport } from "../verbs/report-run.ts";
import { openFile } from "./open-file.ts";
import { type Paint, paintFor } from "./paint.ts";

export type Summary = (document: ResultDocument, headline: string, paint: Paint) => string;

export async function sayReport(
  { document, headline, files = [] }: RunReport,
  flags: { readonly json: boolean; readonly quiet: boolean; readonly color: boolean; readonly open: boolean },
  summary: Summary,
): Promise<void> {
  if (flags.json) process.stdout.write(`${JSON.stringify(document, null, 2)}\n`);
  if (!flags.quiet && !flags.json) {
    process.stderr.write(summary(document, headline, paintFor(process.stderr, { color: flags.color })));
  }
  if (!flags.quiet) for (const file of files) process.stderr.write(`kept    ${relative(process.cwd(), file)}\n`);
  if (flags.open && !(await openFile(document.report))) {
    process.stderr.write(`Nothing here opens HTML files. The report is ${document.report}\n`);
  }
}
