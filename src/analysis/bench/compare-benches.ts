/** Whether benches have become slower: two groups of processes, bench by bench. */
import type { ProcessSummary } from "../../run/baseline.ts";
import { bootstrapRatio } from "../../stats/bootstrap.ts";
import { holm } from "../../stats/holm.ts";
import { mannWhitney } from "../../stats/mann-whitney.ts";
import { median } from "../../stats/quantiles.ts";

export type Verdict = "faster" | "slower" | "same" | "unknown";

export interface Change {
  readonly verdict: Verdict;
  /** Time now to time before, with its 95 % interval. */
  readonly ratio: number;
  readonly low: number;
  readonly high: number;
  /** Of a difference as large by chance, over all benches compared. */
  readonly probability: number;
  /** Bytes an operation now to before; null where they were not measured, or there were none. */
  readonly bytesRatio: number | null;
}

export interface Compared {
  readonly base: readonly ProcessSummary[];
  readonly head: readonly ProcessSummary[];
}

/** How sure a change has to be, and how large: see docs/benches.md for what these find, and how often they cry wolf. */
const CHANCE = 0.01;
const FLOOR = 1.02;
/** A bench is called the same where a change beyond this can be excluded. */
const SAME = 1.1;
/** What no clock tells: a fifth of a nanosecond. */
const LEAST_NS = 0.2;
const LEAST_PROCESSES = 5;

/**
 * Two figures of a process can show a change: its fast segments, which hold their share of garbage collections, and the
 * median of its batches, which mostly hold none and vary least. Either may; the chance of an error is shared out.
 */
const SIGNALS: readonly ((process: ProcessSummary) => number)[] = [({ fastNs }) => fastNs, ({ batchNs }) => batchNs];

/** @returns in the order given */
export function compareBenches(pairs: readonly Compared[]): Change[] {
  const signals = pairs.map((pair) => SIGNALS.map((signal) => signalOf(pair, signal)));
  const probabilities = holm(signals.flatMap((own) => own.map(({ probability }) => probability)));
  return pairs.map((pair, i) => {
    const own = (signals[i] ?? []).map((signal, k) => ({
      ...signal,
      probability: probabilities[i * SIGNALS.length + k] ?? 1,
    }));
    const [first] = own.toSorted((a, b) => a.probability - b.probability);
    const { ratio, low, high, probability } = first as Signal;
    const enough = Math.min(pair.base.length, pair.head.length) >= LEAST_PROCESSES;
    const verdict = enough ? together(own.map(verdictOf)) : "unknown";
    return { verdict, ratio, low, high, probability, bytesRatio: bytesRatio(pair) };
  });
}

interface Signal {
  readonly ratio: number;
  readonly low: number;
  readonly high: number;
  readonly probability: number;
  /** Whether the difference is one that a clock can tell. */
  readonly apart: boolean;
}

function signalOf(pair: Compared, figure: (process: ProcessSummary) => number): Signal {
  const [base, head] = [pair.base.map(figure), pair.head.map(figure)];
  const { estimate: ratio, low, high } = bootstrapRatio(base, head);
  const apart = Math.abs(median(head) - median(base)) >= LEAST_NS;
  return { ratio, low, high, probability: mannWhitney(base, head), apart };
}

function verdictOf({ ratio, low, high, probability, apart }: Signal): Verdict {
  if (!Number.isFinite(ratio)) return "unknown";
  if (!apart) return "same";
  if (probability < CHANCE && low > 1 && ratio > FLOOR) return "slower";
  if (probability < CHANCE && high < 1 && ratio < 1 / FLOOR) return "faster";
  return high < SAME && low > 1 / SAME ? "same" : "unknown";
}

/** One that sees a change is enough, unless the other sees the opposite. */
function together(verdicts: readonly Verdict[]): Verdict {
  const has = (verdict: Verdict): boolean => verdicts.includes(verdict);
  if (has("slower") && has("faster")) return "unknown";
  if (has("slower")) return "slower";
  if (has("faster")) return "faster";
  return has("same") ? "same" : "unknown";
}

function bytesRatio({ base, head }: Compared): number | null {
  const [before, now] = [base, head].map((processes) => {
    const known = processes.flatMap(({ bytesPerOp }) => (bytesPerOp === null ? [] : [bytesPerOp]));
    return known.length === 0 ? null : median(known);
  });
  if (before === undefined || now === undefined || before === null || now === null) return null;
  return before < 1 ? null : now / before;
}
