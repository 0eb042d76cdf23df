/**
 * How figures are written, in one place for the static page and for the browser's code: the same quantity never shows
 * up as two different strings. Units stand in headings; these give the digits.
 */

/** Bytes in running text: the same words as in headline and findings. */
export { bytes as bytesText } from "../analysis/words.ts";

/** Milliseconds for a column headed "ms". */
export function digitsOfMs(ms: number): string {
  return threeDigits(ms);
}

/** Percent, one decimal, for a column headed "%". What is there but rounds to nothing says so. */
export function digitsOfPercent(percent: number): string {
  if (percent > 0 && percent < 0.05) return "<0.1";
  return percent.toFixed(1);
}

/** A percentage in running text. */
export function percentText(percent: number): string {
  return `${digitsOfPercent(percent)} %`;
}

/** A duration in running text, in the unit in which it has few digits. */
export function durationText(ms: number): string {
  const size = Math.abs(ms);
  if (size >= 99_950) return `${grouped(Math.round(ms / 1000))} s`;
  if (size >= 9_995) return `${(ms / 1000).toFixed(1)} s`;
  if (size >= 999.5) return `${(ms / 1000).toFixed(2)} s`;
  if (size === 0) return "0 ms";
  if (size >= 0.995) return `${digitsOfMs(ms)} ms`;
  return `${Math.round(ms * 1000)} µs`;
}

/** Bytes for a column headed "MB". What is there but rounds to nothing says so. */
export function digitsOfBytes(bytes: number): string {
  if (bytes > 0 && bytes < 5_000) return "<0.01";
  return threeDigits(bytes / 1e6);
}

/** A moment of the run in running text. */
export function momentText(ms: number): string {
  return `${(ms / 1000).toFixed(2)} s`;
}

/** A whole number with thin spaces between the thousands: neither a comma nor a point, which are read as decimals. */
export function grouped(count: number): string {
  return String(count).replace(/\B(?=(\d{3})+$)/g, "\u202f");
}

/** About what a sampling profiler knows. */
function threeDigits(value: number): string {
  const size = Math.abs(value);
  if (size === 0) return "0";
  if (size >= 99.95) return grouped(Math.round(value));
  return value.toFixed(size >= 9.995 ? 1 : 2);
}
