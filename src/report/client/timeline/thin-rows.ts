/**
 * Rows to draw of a stretch: of each column the lowest and the highest in each bucket, so that no peak vanishes however
 * many readings a pixel has. A row is drawn in all columns: layers stay layers of one moment.
 * @param rows from the first to before the last
 * @returns indices in order; the first and the last row of the stretch are among them
 */
export function thinRows(
  times: ArrayLike<number>,
  columns: readonly Float64Array[],
  rows: { readonly from: number; readonly to: number },
  buckets: number,
): Uint32Array {
  const { from, to } = rows;
  const most = buckets * (2 * columns.length + 1);
  if (to - from <= most) return Uint32Array.from({ length: Math.max(0, to - from) }, (_, i) => from + i);
  const start = times[from]!;
  const perMs = buckets / (times[to - 1]! - start || 1);
  const kept = [from];
  for (let first = from; first < to; ) {
    const bucket = Math.floor((times[first]! - start) * perMs);
    let after = first + 1;
    while (after < to && Math.floor((times[after]! - start) * perMs) === bucket) after++;
    const extremes: number[] = [];
    for (const column of columns) extremes.push(...lowestAndHighest(column, first, after));
    kept.push(...extremes.sort((a, b) => a - b));
    first = after;
  }
  kept.push(to - 1);
  return Uint32Array.from(kept.filter((row, i) => row !== kept[i - 1]));
}

function lowestAndHighest(column: Float64Array, from: number, to: number): [number, number] {
  let low = from;
  let high = from;
  for (let i = from + 1; i < to; i++) {
    const value = column[i]!;
    // A gap is neither; nor is it passed over where a bucket begins with one.
    if (value < column[low]! || Number.isNaN(column[low]!)) low = i;
    if (value > column[high]! || Number.isNaN(column[high]!)) high = i;
  }
  return [low, high];
}
