import type { BenchSuite } from "./bench-suite.ts";

/** The answer in one sentence. */
export function benchHeadline({ benches, failed, comparison, budgets }: BenchSuite): string {
  const processes = Math.max(0, ...benches.map(({ figures }) => figures.processes.length));
  const measured = `${count(benches.length, "bench", "benches")} measured, each in ${count(processes, "process", "processes")} of its own`;
  const broken = budgets.filter(({ verdict }) => verdict === "fail").length;
  const parts = [
    failed.length === 0 ? "" : `${failed.length} failed`,
    broken === 0 ? "" : `${count(broken, "budget", "budgets")} broken`,
    comparison === undefined ? "" : `against ${comparison.against}: ${verdicts(benches)}`,
  ].filter((part) => part !== "");
  return parts.length === 0 ? measured : `${capital(parts.join(", "))}; ${measured}`;
}

const VERDICTS = ["slower", "faster", "same", "unknown"] as const;

function verdicts(benches: BenchSuite["benches"]): string {
  const words = VERDICTS.flatMap((verdict) => {
    const number = benches.filter(({ change }) => change?.verdict === verdict).length;
    return number === 0 ? [] : [`${number} ${verdict}`];
  });
  return words.length === 0 ? "nothing to compare" : words.join(", ");
}

function count(number: number, one: string, many: string): string {
  return `${number} ${number === 1 ? one : many}`;
}

function capital(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}
