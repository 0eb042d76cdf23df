/** What benches came to as JUnit XML: a case a bench, and a case a budget. */
import { quantity } from "../../analysis/words.ts";
import type { BenchResult } from "../bench-result.ts";
import { escapeHtml } from "../html/escape.ts";
import type { ResultDocument } from "../result-document.ts";

export function benchJunit(document: ResultDocument): string {
  const { bench = [], budgets = [], findings } = document;
  const failed = findings.filter(({ rule }) => rule === "bench-failed");
  const cases = [
    ...bench.map((one) => benchCase(one)),
    ...failed.map(({ message, evidence }) => {
      const name = String(evidence["name"] || evidence["file"]);
      return testCase(name, String(evidence["file"]), 0, { tag: "error", message });
    }),
    ...budgets.map((budget) => {
      const { metric, whom, verdict, limit, actual, unit = "" } = budget;
      const name = whom === undefined ? metric : `${whom}: ${metric}`;
      const measured = actual === null ? "not measured" : quantity(actual, unit);
      const message = `${measured}, the limit is ${quantity(limit, unit)}`;
      return testCase(name, "budgets", 0, verdict === "pass" ? undefined : { tag: "failure", message });
    }),
  ];
  const failures = cases.filter((one) => one.includes("<failure")).length;
  const errors = cases.filter((one) => one.includes("<error")).length;
  return `<?xml version="1.0" encoding="UTF-8"?>
<testsuites><testsuite name="swarmprof" tests="${cases.length}" failures="${failures}" errors="${errors}">
${cases.join("\n")}
</testsuite></testsuites>
`;
}

/** Slower is a failure; no verdict, where one was asked for, is no pass. */
function benchCase({ name, file, medianNs, change }: BenchResult): string {
  const bad = change?.verdict === "slower" || change?.verdict === "unknown";
  const message = `${change?.verdict}: ${change?.ratio} times as long (95 %: ${change?.low} to ${change?.high})`;
  return testCase(name, file, medianNs / 1e9, bad ? { tag: "failure", message } : undefined);
}

function testCase(
  name: string,
  group: string,
  seconds: number,
  trouble: { readonly tag: "failure" | "error"; readonly message: string } | undefined,
): string {
  const open = `<testcase name="${attribute(name)}" classname="${attribute(group)}" time="${seconds.toFixed(9)}"`;
  if (trouble === undefined) return `${open}/>`;
  return `${open}><${trouble.tag} message="${attribute(trouble.message)}"/></testcase>`;
}

/** XML has no way to hold most control characters. */
function attribute(text: string): string {
  return escapeHtml(text.replace(/\p{Cc}/gu, " "));
}
