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
  return count >= 1e9 ? `${(count / 1e9).toFixed(1)} GB` : `${(count / 1e6).toFixed(1)} MB`;
}
