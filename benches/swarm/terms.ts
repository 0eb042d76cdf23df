/** How often each term occurs in a text. */
export type TermCounts = ReadonlyMap<string, number>;

/** The words of a text in lower case, in order; numbers and punctuation are left out. */
export function tokenise(text: string): readonly string[] {
  return text.toLowerCase().match(/[a-z]+/g) ?? [];
}

/** Counts the terms of a text. */
export function countTerms(text: string): TermCounts {
  const counts = new Map<string, number>();
  for (const term of tokenise(text)) counts.set(term, (counts.get(term) ?? 0) + 1);
  return counts;
}

/**
 * How much two texts are about the same things: the cosine of their term counts.
 * @returns 0 (no common term, or an empty text) to 1 (the same mixture of terms)
 */
export function similarity(left: TermCounts, right: TermCounts): number {
  let dot = 0;
  for (const [term, count] of left) dot += count * (right.get(term) ?? 0);
  return dot === 0 ? 0 : dot / Math.sqrt(squaredLength(left) * squaredLength(right));
}

function squaredLength(counts: TermCounts): number {
  let sum = 0;
  for (const count of counts.values()) sum += count * count;
  return sum;
}
