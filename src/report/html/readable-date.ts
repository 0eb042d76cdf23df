import { escapeHtml } from "./escape.ts";

/** `2026-11-23T08:17:05.123Z` → `2026-11-23 08:17 UTC`; anything else as it is. Escaped. */
export function readableDate(iso: string): string {
  const match = /^(\d{4}-\d\d-\d\d)T(\d\d:\d\d)(?::[\d.]+)?Z$/.exec(iso);
  return match === null ? escapeHtml(iso) : `${match[1]} ${match[2]} UTC`;
}
