/** A result as Markdown: for a pull request, an issue, a log. */
import { bytes, milliseconds, nanoseconds, percent } from "../analysis/words.ts";
import type { ResultDocument } from "./result-document.ts";

const FUNCTIONS = 15;
const AGENTS = 15;

export function markdown({ run, cpu, memory, findings, budgets, bench }: ResultDocument, headline: string): string {
  const amount = (ms: number): string => (cpu?.unit === "samples" ? String(Math.round(ms)) : milliseconds(ms));
  const [first, ...below] = headline.split("\n");
  return [
    `# ${text(first ?? "")}`,
    ...below.map(text),
    `\`${code(run.bench)}\`, run \`${run.id}\`, ${run.status}`,
    list(findings.map(({ severity, message }) => `${severity === "info" ? "" : `**${severity}** `}${text(message)}`)),
    section(
      "Budgets",
      ["metric", "limit", "actual", "verdict"],
      (budgets ?? []).map(({ metric, limit, actual, verdict }) => [
        metric,
        String(limit),
        String(actual ?? "unknown"),
        verdict,
      ]),
    ),
    section(
      "Benches",
      ["median", "p95", "bytes/op", "bench"],
      (bench ?? []).map(({ name, medianNs, p95Ns, bytesPerOp }) => [
        nanoseconds(medianNs),
        nanoseconds(p95Ns),
        size(bytesPerOp),
        `\`${code(name)}\``,
      ]),
    ),
    section(
      "Hotspots",
      ["self", "", "total", "function", "place"],
      (cpu?.hotspots ?? [])
        .filter(({ selfMs }) => selfMs > 0)
        .slice(0, FUNCTIONS)
        .map((spot) => [
          percent(spot.selfPercent),
          amount(spot.selfMs),
          percent(spot.totalPercent),
          `\`${code(spot.function)}\``,
          place(spot.file, spot.line),
        ]),
    ),
    section(
      "Live memory",
      ["bytes", "allocated in", "place"],
      (memory?.live?.sites ?? [])
        .slice(0, FUNCTIONS)
        .map((site) => [bytes(site.bytes), `\`${code(site.function)}\``, place(site.file, site.line)]),
    ),
    section(
      "CPU by agent",
      ["CPU", "agent", "role"],
      (cpu?.agents ?? []).slice(0, AGENTS).map(({ id, role, cpuMs }) => [milliseconds(cpuMs), text(id), text(role)]),
    ),
    section(
      "Memory by agent",
      ["peak", "retained", "agent", "role"],
      (memory?.agents ?? [])
        .slice(0, AGENTS)
        .map(({ id, role, peakBytes, retainedBytes }) => [size(peakBytes), size(retainedBytes), text(id), text(role)]),
    ),
  ]
    .filter((part) => part !== "")
    .join("\n\n")
    .concat("\n");
}

function section(title: string, head: readonly string[], rows: readonly (readonly string[])[]): string {
  if (rows.length === 0) return "";
  const line = (cells: readonly string[]): string => `| ${cells.join(" | ")} |`;
  return [`## ${title}`, "", line(head), line(head.map(() => "---")), ...rows.map(line)].join("\n");
}

function list(items: readonly string[]): string {
  return items.map((item) => `- ${item}`).join("\n");
}

function place(file: string, line: number | null): string {
  return file === "" ? "" : `\`${code(line === null ? file : `${file}:${line}`)}\``;
}

function size(count: number | null): string {
  return count === null ? "unknown" : bytes(count);
}

/** Names come from the target: they must not become markup, or end a cell. Backticks of sentences stay. */
function text(words: string): string {
  return words.replace(/[\p{Cc}\s]+/gu, " ").replace(/[<>|*_[\]\\]/g, "\\$&");
}

function code(words: string): string {
  return words
    .replace(/[\p{Cc}\s]+/gu, " ")
    .replaceAll("`", "'")
    .replaceAll("|", "\\|");
}
