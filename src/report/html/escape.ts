/**
 * Text as HTML, safe between tags and within quoted attributes.
 * Every string of the target (function, file, agent, command) may hold markup; this is the only way into the page.
 */
export function escapeHtml(text: string): string {
  return text.replace(/[&<>"']/g, (char) => ENTITIES[char] ?? char);
}

const ENTITIES: Readonly<Record<string, string>> = {
  "&": "&amp;",
  "<": "&lt;",
  ">": "&gt;",
  '"': "&quot;",
  "'": "&#39;",
};
