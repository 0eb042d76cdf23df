/** Figures as words, rounded to what is known. */

export function percent(value: number): string {
  return `${value >= 9.95 ? Math.round(value) : value.toFixed(1)} %`;
}

export function seconds(ms: number): string {
  return ms < 1000 ? milliseconds(ms) : `${(ms / 1000).toFixed(ms < 9_950 ? 2 : 1)} s`;
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
