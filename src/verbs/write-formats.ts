/** The result for machines that are not scripts: beside the report, under its name. */
import { appendFileSync, writeFileSync } from "node:fs";
import { benchJunit } from "../report/ci/bench-junit.ts";
import { benchMarkdown } from "../report/ci/bench-markdown.ts";
import { githubAnnotations } from "../report/ci/github-annotations.ts";
import type { RunReport } from "./report-run.ts";

export const FORMATS = ["json", "md", "junit", "github"] as const;
export type Format = (typeof FORMATS)[number];

/**
 * `md` also goes to the summary of the job where there is one.
 * @returns what is to be printed: annotations
 */
export function writeFormats({ document, headline }: RunReport, formats: readonly Format[]): string {
  const file = (extension: string): string => document.report.replace(/\.html$/, extension);
  const printed = formats.map((format): string => {
    switch (format) {
      case "json":
        writeFileSync(file(".json"), `${JSON.stringify(document, null, 2)}\n`);
        return "";
      case "md": {
        const text = benchMarkdown(document, headline);
        const summary = process.env["GITHUB_STEP_SUMMARY"];
        writeFileSync(file(".md"), text);
        if (summary) appendFileSync(summary, text);
        return "";
      }
      case "junit":
        writeFileSync(file(".junit.xml"), benchJunit(document));
        return "";
      case "github":
        return githubAnnotations(document);
    }
  });
  return printed.join("");
}
