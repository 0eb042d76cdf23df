import type { ResultDocument } from "../result-document.ts";

/** Findings as workflow commands: GitHub shows them beside the changes. Benches name their files. */
export function githubAnnotations({ findings, bench = [] }: ResultDocument): string {
  const lines = findings.map(({ rule, severity, message, evidence }) => {
    const file = evidence["file"] ?? bench.find(({ name }) => name === evidence["name"])?.file;
    const properties = [...(typeof file === "string" ? [`file=${property(file)}`] : []), `title=${property(rule)}`];
    return `::${COMMANDS[severity]} ${properties.join(",")}::${data(message.replaceAll("`", ""))}`;
  });
  return lines.map((line) => `${line}\n`).join("");
}

const COMMANDS = { error: "error", warning: "warning", info: "notice" } as const;

/** @see https://github.com/actions/toolkit/blob/main/packages/core/src/command.ts */
function data(text: string): string {
  return text.replace(/%/g, "%25").replace(/\r/g, "%0D").replace(/\n/g, "%0A");
}

function property(text: string): string {
  return data(text).replace(/:/g, "%3A").replace(/,/g, "%2C");
}
