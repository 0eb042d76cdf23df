/** What changed between two versions of a text, in lines. */
export interface LineDiff {
  readonly kept: number;
  readonly added: number;
  readonly removed: number;
}

/** Compares two versions by their longest common subsequence of lines. Time: lines before × lines after. */
export function diffLines(before: readonly string[], after: readonly string[]): LineDiff {
  let previous = new Uint32Array(after.length + 1);
  let current = new Uint32Array(after.length + 1);
  for (const oldLine of before) {
    for (const [column, newLine] of after.entries()) {
      current[column + 1] =
        oldLine === newLine ? (previous[column] ?? 0) + 1 : Math.max(previous[column + 1] ?? 0, current[column] ?? 0);
    }
    [previous, current] = [current, previous];
  }
  const kept = previous[after.length] ?? 0;
  return { kept, added: after.length - kept, removed: before.length - kept };
}
