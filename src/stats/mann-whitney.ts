/**
 * Whether two groups of values lie at different heights: the test of Mann and Whitney, two-sided. It asks only for the
 * order of the values, so that a wild one counts as one. Exact where no two values are equal and the groups are small;
 * else by the normal approximation, with the corrections for ties and continuity.
 * @returns probability of groups at least so far apart where there is no difference; 1 where a group is empty
 * @see Mann & Whitney 1947, doi:10.1214/aoms/1177730491
 */
export function mannWhitney(a: readonly number[], b: readonly number[]): number {
  if (a.length === 0 || b.length === 0) return 1;
  const { rankSum, ties } = ranks(a, b);
  const u = rankSum - (a.length * (a.length + 1)) / 2;
  const least = Math.min(u, a.length * b.length - u);
  const exact = ties === 0 && a.length + b.length <= MOST_EXACT;
  return Math.min(1, 2 * (exact ? exactTail(a.length, b.length, least) : normalTail(a.length, b.length, least, ties)));
}

/** The table of the exact distribution grows with the cube of the values. */
const MOST_EXACT = 80;

/** Rank sum of the first group, equal values sharing their ranks; @returns ties as Σ(t³ − t) */
function ranks(a: readonly number[], b: readonly number[]): { rankSum: number; ties: number } {
  const all = [...a.map((value) => ({ value, first: true })), ...b.map((value) => ({ value, first: false }))];
  all.sort((x, y) => x.value - y.value);
  let rankSum = 0;
  let ties = 0;
  for (let from = 0; from < all.length; ) {
    let to = from;
    while (to < all.length && all[to]?.value === all[from]?.value) to++;
    const shared = (from + 1 + to) / 2;
    for (const { first } of all.slice(from, to)) if (first) rankSum += shared;
    ties += (to - from) ** 3 - (to - from);
    from = to;
  }
  return { rankSum, ties };
}

/** P(U ≤ u), by counting the arrangements with each U: the recurrence of Mann and Whitney, over the second group. */
function exactTail(n: number, m: number, u: number): number {
  // counts[j][k]: arrangements of the first i of one group among j of the other that have U = k.
  let counts: Float64Array[] = Array.from({ length: m + 1 }, () => Float64Array.of(1));
  for (let i = 1; i <= n; i++) {
    const next: Float64Array[] = [Float64Array.of(1)];
    for (let j = 1; j <= m; j++) {
      const sums = new Float64Array(i * j + 1);
      next[j - 1]?.forEach((count, k) => (sums[k] = (sums[k] ?? 0) + count));
      counts[j]?.forEach((count, k) => (sums[k + j] = (sums[k + j] ?? 0) + count));
      next.push(sums);
    }
    counts = next;
  }
  const last = counts[m] ?? Float64Array.of(1);
  const total = last.reduce((sum, count) => sum + count, 0);
  return last.subarray(0, Math.floor(u) + 1).reduce((sum, count) => sum + count, 0) / total;
}

function normalTail(n: number, m: number, u: number, ties: number): number {
  const size = n + m;
  const variance = ((n * m) / 12) * (size + 1 - ties / (size * (size - 1)));
  if (variance <= 0) return 0.5; // all values are equal
  return normalBelow((u + 0.5 - (n * m) / 2) / Math.sqrt(variance));
}

/** P(Z ≤ z), off by 7.5e-8 at the most. @see Abramowitz & Stegun 1964, 26.2.17 */
function normalBelow(z: number): number {
  const t = 1 / (1 + 0.2316419 * Math.abs(z));
  const series = t * (0.31938153 + t * (-0.356563782 + t * (1.781477937 + t * (-1.821255978 + t * 1.330274429))));
  const above = (Math.exp((-z * z) / 2) / Math.sqrt(2 * Math.PI)) * series;
  return z > 0 ? 1 - above : above;
}
