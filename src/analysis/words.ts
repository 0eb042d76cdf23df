/** Figures as words, rounded to what is known. */

export function percent(value: number): string {
  return `${value >= 9.95 ? Math.round(value) : value.toFixed(1)} %`;
}

export function seconds(ms: number): string {
  return ms < 1000 ? milliseconds(ms) : `${(ms / 1000).toFixed(ms < 9_950 ? 2 : 1)} s`;
}

/** CPU time as the run has it: some imported profiles count samples and know no time; each stands there as 1 ms. */
export function cpuAmount(ms: number, { imported }: { readonly imported?: { readonly unit: string } }): string {
  return imported?.unit === "samples" ? `${Math.round(ms)} samples` : `${seconds(ms)} of CPU time`;
}

export function milliseconds(ms: number): string {
  return ms >= 9.95 ? `${Math.round(ms)} ms` : `${ms.toFixed(ms >= 1 ? 1 : 2)} ms`;
}

export function bytes(count: number): string {
  const size = Math.abs(count);
  if (size >= 999.5e6) return `${(count / 1e9).toFixed(1)} GB`;
  if (size >= 99.95e6) return `${Math.round(count / 1e6)} MB`;
  if (size >= 999_500) return `${(count / 1e6).toFixed(1)} MB`;
  if (size >= 999.5) return `${(count / 1e3).toFixed(size >= 99_950 ? 0 : 1)} KB`;
  return `${Math.round(count)} B`;
}

/** A time of an operation, three digits. */
export function nanoseconds(ns: number): string {
  const size = Math.abs(ns);
  const [scale, unit] =
    size >= 999.5e6 ? [1e9, "s"] : size >= 999.5e3 ? [1e6, "ms"] : size >= 999.5 ? [1e3, "µs"] : [1, "ns"];
  return `${threeDigits(ns / scale)} ${unit}`;
}

/** A change as a percentage with its sign: `+12 %`, `−3.4 %`. */
export function changePercent(ratio: number): string {
  const percent = 100 * (ratio - 1);
  const text = Math.abs(percent) >= 9.95 ? String(Math.round(Math.abs(percent))) : Math.abs(percent).toFixed(1);
  return `${percent >= 0 ? "+" : "−"}${text} %`;
}

/** In any unit. */
function threeDigits(value: number): string {
  const size = Math.abs(value);
  if (value === 0) return "0";
  return size >= 99.95 ? String(Math.round(value)) : size >= 9.995 ? value.toFixed(1) : value.toFixed(2);
}

/** A figure in the unit in which it was measured. */
export function quantity(value: number, unit: string): string {
  switch (unit) {
    case "B":
      return bytes(value);
    case "ms":
      return nanoseconds(value * 1e6);
    case "us":
      return nanoseconds(value * 1e3);
    case "s":
      return nanoseconds(value * 1e9);
    case "%":
      return percent(value);
    default:
      return `${Number(value.toPrecision(4))} ${unit}`.trimEnd();
  }
}
