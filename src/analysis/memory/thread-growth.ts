/** Does the memory of a thread grow: over its iterations where it has some, else over time. */
import { COLLECTION_KINDS } from "../../run/records.ts";
import type { Growth, Level } from "./growth.ts";
import { judgeIterations } from "./growth-iterations.ts";
import { judgeTime } from "./growth-time.ts";
import type { ThreadHeap } from "./thread-heap.ts";

export type Quantity = "heap and external memory" | "heap" | "external memory" | "handles";

export interface ThreadGrowth {
  readonly thread: ThreadHeap;
  readonly quantity: Quantity;
  readonly per: "iteration" | "second";
  readonly growth: Growth;
  readonly levels: readonly Level[];
}

/** Fewer forced levels than this are filled up with those that V8's own major collections left. */
const ENOUGH_FORCED = 12;

/** The first is the thread's verdict; the others tell where it comes from. */
export function threadGrowth(thread: ThreadHeap, startUs: number): ThreadGrowth[] {
  const iterations = thread.memory.levels.filter((row) => row[7] > 0);
  if (iterations.length > 0) {
    const over = (quantity: Quantity, of: (row: (typeof iterations)[number]) => number): ThreadGrowth => {
      const levels = iterations.map((row) => ({ x: row[7], bytes: of(row) }));
      const options = quantity === "handles" ? { floor: HANDLES_FLOOR } : {};
      return { thread, quantity, per: "iteration", growth: judgeIterations(levels, options), levels };
    };
    return [
      over("heap and external memory", ([, , used, external]) => used + external),
      over("heap", ([, , used]) => used),
      over("external memory", ([, , , external]) => external),
      over("handles", ([, , , , , , handles]) => handles),
    ];
  }
  const rows = levelsOverTime(thread);
  if (rows.length === 0) return [];
  const over = (quantity: Quantity, of: (row: TimedLevel) => number): ThreadGrowth => {
    const levels = rows.map((row) => ({ x: (row.t - startUs) / 1e6, bytes: of(row) }));
    return { thread, quantity, per: "second", growth: judgeTime(levels), levels };
  };
  return [
    over("heap and external memory", ({ used, external }) => used + external),
    over("heap", ({ used }) => used),
    over("external memory", ({ external }) => external),
  ];
}

/** Handles are few and exact: one in ten iterations is growth. */
const HANDLES_FLOOR = 0.1;

interface TimedLevel {
  readonly t: number;
  readonly used: number;
  readonly external: number;
}

function levelsOverTime({ memory }: ThreadHeap): TimedLevel[] {
  const forced = memory.levels.map(([t, , used, external]): TimedLevel => ({ t, used, external }));
  if (forced.length >= ENOUGH_FORCED) return forced;
  const own = memory.collections
    .filter(([, , kind]) => COLLECTION_KINDS[kind] === "major")
    .map(([from, to, , , , used, , external]): TimedLevel => ({ t: (from + to) / 2, used, external }));
  return [...forced, ...own].sort((a, b) => a.t - b.t);
}

/** A leak anywhere is a leak; what is undecided anywhere is undecided, but for threads that hardly ran. */
export function overallGrowth(all: readonly ThreadGrowth[]): ThreadGrowth | undefined {
  const totals = all.filter(({ quantity }) => quantity === "heap and external memory");
  const rank = ({ growth: { verdict, reason } }: ThreadGrowth): number =>
    reason === "too-few" ? 3 : { leak: 0, inconclusive: 1, flat: 2 }[verdict];
  const estimate = ({ growth }: ThreadGrowth): number =>
    growth.verdict === "leak" ? (growth.slope?.estimate ?? 0) : 0;
  return totals.sort((a, b) => rank(a) - rank(b) || estimate(b) - estimate(a))[0];
}
