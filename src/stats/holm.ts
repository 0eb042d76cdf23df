/**
 * Probabilities of many tests, raised so that among all of them together one false alarm is as rare as it should be in
 * one: the step-down method of Holm. Needs nothing of how the tests hang together.
 * @returns in the order given, each at most 1
 * @see Holm 1979, https://www.jstor.org/stable/4615733
 */
export function holm(probabilities: readonly number[]): number[] {
  const order = probabilities.map((p, index) => ({ p, index })).sort((a, b) => a.p - b.p);
  const adjusted = probabilities.map(() => 1);
  let highest = 0;
  for (const [rank, { p, index }] of order.entries()) {
    highest = Math.max(highest, Math.min(1, p * (order.length - rank)));
    adjusted[index] = highest;
  }
  return adjusted;
}
