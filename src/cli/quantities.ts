/** Times and numbers as people type them. */
import { SwarmprofError } from "../errors.ts";

const MS_PER_UNIT: Readonly<Record<string, number>> = { us: 0.001, µs: 0.001, ms: 1, s: 1_000, m: 60_000, min: 60_000 };

/**
 * @param text `500ms`, `2s`, `30`; a bare number is in `bareUnit`
 * @returns ms
 * @throws SwarmprofError BAD_USAGE
 */
export function parseDuration(flag: string, text: string, bareUnit: "us" | "s"): number {
  const match = /^(\d+(?:\.\d+)?|\.\d+)\s*([a-zµ]*)$/i.exec(text.trim());
  const unit = MS_PER_UNIT[match?.[2] || bareUnit];
  const value = Number(match?.[1]);
  if (unit === undefined || !(value > 0)) {
    throw new SwarmprofError("BAD_USAGE", `--${flag} takes a time such as 500us, 20ms or 30s, not "${text}"`);
  }
  return value * unit;
}

/** @throws SwarmprofError BAD_USAGE */
export function parseCount(flag: string, text: string): number {
  const value = Number(text);
  if (!Number.isInteger(value) || value < 0 || text.trim() === "") {
    throw new SwarmprofError("BAD_USAGE", `--${flag} takes a whole number, not "${text}"`);
  }
  return value;
}
