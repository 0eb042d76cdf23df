/** Ranked by a figure; what is not known of stands at the end. */
export function largestFirst<T>(all: readonly T[], figure: (one: T) => number | null): T[] {
  return [...all].sort((a, b) => (figure(b) ?? -1) - (figure(a) ?? -1));
}
