import { escapeHtml } from "./escape.ts";

/** A sentence of the view-model as HTML: text in backticks becomes code, everything is escaped. */
export function prose(sentence: string): string {
  return sentence
    .split(/`([^`]*)`/)
    .map((part, i) => (i % 2 === 1 ? `<code>${escapeHtml(part)}</code>` : escapeHtml(part)))
    .join("");
}

/** The same sentence where no markup can be, as in `<title>`. */
export function plainProse(sentence: string): string {
  return escapeHtml(sentence.replace(/`([^`]*)`/g, "$1"));
}
