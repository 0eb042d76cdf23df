/** Times and numbers as people type them. */
import { SwarmprofError } from "../errors.ts";

const MS_PER_UNIT: Readonly<Record<string, number>> = { us: 0.001, µs: 0.001, ms: 1, s: 1_000, m: 60_000, min: 60_000 };

/** What a timer of Node can wait for. */
const TIMER_LIMITS = { least: 1, most: 2 ** 31 - 1, words: "1ms to 24 days" };
/** Below it V8 samples no faster; above it there is nothing left of a profile. */
export const INTERVAL_LIMITS = { least: 0.05, most: 1_000, words: "50us to 1s" };

/** Below it the readings themselves would be what is measured. */
export const TIMELINE_LIMITS = { least: 5, most: 60_000, words: "5ms to 1min" };

/**
 * @param text `500ms`, `2s`, `30`; a bare number is in `bareUnit`
 * @param limits ms, both allowed
 * @returns ms
 * @throws SwarmprofError BAD_USAGE
 */
export function parseDuration(
  flag: string,
  text: string,
  bareUnit: "us" | "ms" | "s",
  limits: { least: number; most: number; words: string } = TIMER_LIMITS,
): number {
  const match = /^(\d+(?:\.\d+)?|\.\d+)\s*([a-zµ]*)$/i.exec(text.trim());
  const unit = MS_PER_UNIT[match?.[2] || bareUnit];
  const value = Number(match?.[1]);
  if (unit === undefined || !(value > 0)) {
    throw new SwarmprofError("BAD_USAGE", `--${flag} takes a time such as 500us, 20ms or 30s, not "${text}"`);
  }
  const ms = value * unit;
  if (ms < limits.least || ms > limits.most) {
    throw new SwarmprofError("BAD_USAGE", `--${flag} takes a time from ${limits.words}, not "${text}"`);
  }
  return ms;
}

const BYTES_PER_UNIT: Readonly<Record<string, number>> = {
  "": 1,
  B: 1,
  KB: 1e3,
  MB: 1e6,
  GB: 1e9,
  KiB: 2 ** 10,
  MiB: 2 ** 20,
  GiB: 2 ** 30,
};

/**
 * @param text `200MB`, `1.5GiB`, `0`; a bare number is bytes
 * @returns bytes
 * @throws SwarmprofError BAD_USAGE
 */
export function parseSize(flag: string, text: string, limits?: { least: number; most: number; words: string }): number {
  const match = /^(\d+(?:\.\d+)?|\.\d+)\s*([a-z]*)$/i.exec(text.trim());
  const wanted = (match?.[2] ?? "").toLowerCase();
  const unit = Object.keys(BYTES_PER_UNIT).find((name) => name.toLowerCase() === wanted);
  if (match === null || unit === undefined) {
    throw new SwarmprofError("BAD_USAGE", `--${flag} takes a size such as 512KiB, 200MB or 1.5GB, not "${text}"`);
  }
  const size = Math.round(Number(match[1]) * (BYTES_PER_UNIT[unit] ?? 1));
  if (limits !== undefined && (size < limits.least || size > limits.most)) {
    throw new SwarmprofError("BAD_USAGE", `--${flag} takes a size from ${limits.words}, not "${text}"`);
  }
  return size;
}

/** @throws SwarmprofError BAD_USAGE */
export function parseCount(flag: string, text: string): number {
  const value = Number(text);
  if (!Number.isInteger(value) || value < 0 || text.trim() === "") {
    throw new SwarmprofError("BAD_USAGE", `--${flag} takes a whole number, not "${text}"`);
  }
  return value;
}
