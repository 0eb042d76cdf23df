/** To three decimals: what a figure in the `--json` document is known to at the most. */
export function round(value: number): number {
  return Math.round(value * 1000) / 1000;
}
