import { randomFrom } from "../../stats/random.ts";

/** How a bench of the kind `load` is loaded: by arrivals at a rate, or by so many operations at once. */
export interface LoadOptions {
  /** Operations a second that arrive, whether or not those before them have ended. 100 if neither is given. */
  readonly rate?: number;
  /** The rate at the end, reached in equal steps from `rate`. */
  readonly rampTo?: number;
  /** `poisson`: at random, as from many independent users. The default is `constant`. */
  readonly arrivals?: "constant" | "poisson";
  /** So many operations at once, in place of a rate. */
  readonly concurrency?: number;
  /** ms; 2,000 if left out. */
  readonly duration?: number;
}

const RATE = 100;

/**
 * When operations are to begin, ms from the start: the same for the same options.
 * With a rate r(t) the expected number of arrivals by t is R(t); arrivals are where R, plus chance, passes whole numbers.
 * @see Çinlar 1975, Introduction to Stochastic Processes, §4.7
 */
export function loadSchedule(
  { rate = RATE, rampTo = rate, arrivals = "constant" }: LoadOptions,
  durationMs: number,
): number[] {
  const seconds = durationMs / 1_000;
  const slope = (rampTo - rate) / seconds;
  const random = randomFrom(1);
  const all: number[] = [];
  for (let expected = 0; ; ) {
    expected += arrivals === "poisson" ? -Math.log(1 - random()) : all.length === 0 ? 0 : 1;
    const at = timeOf(expected, rate, slope);
    if (!(at < seconds)) return all;
    all.push(at * 1_000);
  }
}

/** The time t, s, at which rate·t + slope·t²/2 reaches so many; NaN where it never does. */
function timeOf(expected: number, rate: number, slope: number): number {
  if (slope === 0) return expected / rate;
  return (Math.sqrt(rate * rate + 2 * slope * expected) - rate) / slope;
}
