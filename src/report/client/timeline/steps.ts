/** Readings of one thing; each holds until the next, the last one until `untilMs`. */
export interface Steps {
  readonly atMs: ArrayLike<number>;
  readonly values: ArrayLike<number>;
  readonly untilMs: number;
}

/** All times at which one of them was read, in order, each once. */
export function timesOf(columns: readonly Uint32Array[]): Float64Array {
  const all = new Float64Array(columns.reduce((length, column) => length + column.length, 0));
  let length = 0;
  for (const column of columns) {
    all.set(column, length);
    length += column.length;
  }
  if (columns.length > 1) all.sort();
  let kept = 0;
  for (const at of all) if (kept === 0 || all[kept - 1] !== at) all[kept++] = at;
  return all.subarray(0, kept);
}

/** The sum of several at each time; NaN where there is none. */
export function sumOf(times: Float64Array, all: readonly Steps[]): Float64Array {
  const sum = new Float64Array(times.length).fill(Number.NaN);
  for (const { atMs, values, untilMs } of all) {
    const first = atMs[0];
    if (first === undefined) continue;
    let row = 0;
    for (let i = firstFrom(times, first); i < times.length && times[i]! <= untilMs; i++) {
      while (row + 1 < atMs.length && atMs[row + 1]! <= times[i]!) row++;
      const before = sum[i]!;
      sum[i] = (Number.isNaN(before) ? 0 : before) + values[row]!;
    }
  }
  return sum;
}

/** Index of the first time that is not before the moment; the length where all are. */
export function firstFrom(times: ArrayLike<number>, moment: number): number {
  let low = 0;
  let high = times.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (times[middle]! < moment) low = middle + 1;
    else high = middle;
  }
  return low;
}

/** Index of the last time that is not after the moment, or the first time. */
export function rowAt(times: ArrayLike<number>, moment: number): number {
  const next = firstFrom(times, moment);
  return times[next] === moment ? next : Math.max(0, next - 1);
}
