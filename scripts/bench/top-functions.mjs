// How far the hottest functions of two profiles are from one another.
import { mean } from "./statistics.mjs";

const TOP = 10;
/** No function: native code and the compiler, which each profiler starts to see at another moment. */
const PROGRAM = "(program) :0";

/**
 * Over the top 10 of either: a function that only one of them has up there counts too.
 * @returns largest and mean difference in percentage points, how many the two top 10 have in common, and how far
 *   `(program)` is off
 */
export function difference(reference, shares) {
  const [expected, actual] = [reference, shares].map(top);
  const off = (key) => Math.abs((reference.get(key) ?? 0) - (shares.get(key) ?? 0));
  const offs = [...new Set([...expected, ...actual])].map(off);
  return {
    largest: Math.max(...offs),
    mean: mean(offs),
    inCommon: expected.filter((key) => actual.includes(key)).length,
    program: off(PROGRAM),
  };
}

/** @returns the shares of several runs as one: what is left of a difference is no longer chance */
export function averageShares(runs) {
  const keys = new Set(runs.flatMap((shares) => [...shares.keys()]));
  return new Map([...keys].map((key) => [key, mean(runs.map((shares) => shares.get(key) ?? 0))]));
}

function top(shares) {
  return [...shares]
    .filter(([key]) => key !== PROGRAM)
    .sort((a, b) => b[1] - a[1])
    .slice(0, TOP)
    .map(([key]) => key);
}
