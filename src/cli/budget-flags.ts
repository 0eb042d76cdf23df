/** Budgets as people type them: `memory.peak=200MB`. */
import { isAgentMetric } from "../analysis/agents/agent-metrics.ts";
import type { Budget } from "../analysis/budgets.ts";
import { MEMORY_METRICS } from "../analysis/memory/memory-metrics.ts";
import { SwarmprofError } from "../errors.ts";
import { nearest } from "./nearest.ts";
import { parseDuration, parseSize } from "./quantities.ts";

/**
 * `--budget a=1 b=2 --budget c=3` as one flag, `--budget=a=1,b=2,c=3`: read as a list, it would swallow the program's path.
 * What is behind `--` is the target's.
 */
export function withOneBudget(args: readonly string[]): string[] {
  const end = args.includes("--") ? args.indexOf("--") : args.length;
  const budgets: string[] = [];
  const others: string[] = [];
  // What comes right after the flag is a budget, or is to be refused as one; what follows, only where it looks like one.
  let after: "flag" | "budget" | undefined;
  for (const arg of args.slice(0, end)) {
    if (arg === "--budget") after = "flag";
    else if (arg.startsWith("--budget=")) budgets.push(arg.slice("--budget=".length));
    else if (after !== undefined && (after === "flag" || LOOKS_LIKE_ONE.test(arg)) && !arg.startsWith("-")) {
      budgets.push(arg);
      after = "budget";
    } else {
      after = undefined;
      others.push(arg);
    }
  }
  if (budgets.length > 0) others.push(`--budget=${budgets.join(",")}`);
  else if (args.slice(0, end).includes("--budget")) others.push("--budget=");
  return [...others, ...args.slice(end)];
}

const LOOKS_LIKE_ONE = /^[\w.-]+(\[[^\]]*\])?( p?\w+)?\s*[=<]/;

/** @throws SwarmprofError BAD_USAGE */
export function parseBudgets(text: string): Budget[] {
  return text.split(",").map((budget) => parseBudget(budget.trim()));
}

function parseBudget(text: string): Budget {
  const at = text.indexOf("=");
  const metric = text.slice(0, at);
  if (at < 1) {
    throw new SwarmprofError("BAD_USAGE", `--budget takes METRIC=LIMIT, e.g. memory.peak=200MB, not "${text}"`);
  }
  if (!isAgentMetric(metric) && !Object.hasOwn(MEMORY_METRICS, metric)) {
    const names = [...Object.keys(MEMORY_METRICS), "memory.per_agent", "memory.shared", "cpu.per_agent"];
    const close = nearest(metric, names);
    const next = close === undefined ? `There are ${names.join(", ")}` : `Did you mean ${close}?`;
    throw new SwarmprofError("BAD_USAGE", `There is no metric "${metric}" for a budget. ${next}`);
  }
  const [flag, limit] = [`budget ${metric}`, text.slice(at + 1)];
  return { metric, limit: metric.startsWith("cpu.") ? parseDuration(flag, limit, "ms") : parseSize(flag, limit) };
}
