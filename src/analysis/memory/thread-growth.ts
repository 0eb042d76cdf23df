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

/** Handles are few and exact: one in ten iterations is growth. */
const HANDLES_FLOOR = 0.1;

/** The first is the thread's verdict; the others tell where it comes from. */
export function threadGrowth(thread: ThreadHeap, startUs: number): ThreadGrowth[] {
  const iterations = thread.memory.levels.filter((row) => row[7] > 0);
  if (iterations.length > 0) {
    const rows = iterations.map(([, , used, external, , , , x]): MeasuredLevel => ({ x, used, external }));
    const handles = iterations.map((row): Level => ({ x: row[7], bytes: row[6] }));
    const judged = judgeIterations(handles, { floor: HANDLES_FLOOR });
    return [
      ...memoryGrowth(thread, "iteration", rows, judgeIterations),
      { thread, quantity: "handles", per: "iteration", growth: judged, levels: handles },
    ];
  }
  const rows = levelsOverTime(thread).map(({ x, ...sizes }) => ({ x: (x - startUs) / 1e6, ...sizes }));
  return rows.length === 0 ? [] : memoryGrowth(thread, "second", rows, judgeTime);
}

function memoryGrowth(
  thread: ThreadHeap,
  per: ThreadGrowth["per"],
  rows: readonly MeasuredLevel[],
  judge: (levels: readonly Level[]) => Growth,
): ThreadGrowth[] {
  const over = (quantity: Quantity, of: (row: MeasuredLevel) => number): ThreadGrowth => {
    const levels = rows.map((row) => ({ x: row.x, bytes: of(row) }));
    return { thread, quantity, per, growth: judge(levels), levels };
  };
  return [
    over("heap and external memory", ({ used, external }) => used + external),
    over("heap", ({ used }) => used),
    over("external memory", ({ external }) => external),
  ];
}

interface MeasuredLevel {
  /** The iteration, or the time. */
  readonly x: number;
  readonly used: number;
  readonly external: number;
}

/** By µs. */
function levelsOverTime({ memory }: ThreadHeap): MeasuredLevel[] {
  const forced = memory.levels.map(([x, , used, external]): MeasuredLevel => ({ x, used, external }));
  if (forced.length >= ENOUGH_FORCED) return forced;
  const own = memory.collections
    .filter(([, , kind]) => COLLECTION_KINDS[kind] === "major")
    .map(([from, to, , , , used, , external]): MeasuredLevel => ({ x: (from + to) / 2, used, external }));
  return [...forced, ...own].sort((a, b) => a.x - b.x);
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
