import { createHash } from "node:crypto";

/**
 * The policy of a page that may run exactly its own inline script and style and reach nothing: even markup that got
 * past the escaping could not run or phone home.
 * @param inline the very texts between the tags; leave out what the page does not have
 */
export function contentSecurityPolicy(inline: { script?: string; style?: string }): string {
  return [
    "default-src 'none'",
    `script-src ${inline.script === undefined ? "'none'" : hashSource(inline.script)}`,
    `style-src ${inline.style === undefined ? "'none'" : hashSource(inline.style)}`,
    "img-src data:",
    "base-uri 'none'",
    "form-action 'none'",
  ].join("; ");
}

function hashSource(text: string): string {
  return `'sha256-${createHash("sha256").update(text, "utf8").digest("base64")}'`;
}
