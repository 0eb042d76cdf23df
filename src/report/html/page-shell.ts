import { contentSecurityPolicy } from "./csp.ts";

/**
 * One self-contained HTML file around a body.
 * @param page.title escaped already
 * @param page.body escaped already; holds no script and no style
 * @param page.script runs last, when the body is there
 */
export function pageShell(page: {
  title: string;
  style: string;
  body: string;
  script?: string;
  head?: string;
}): string {
  const style = page.style.trim();
  const script = page.script?.trim();
  assertInline(style, "style");
  if (script !== undefined) assertInline(script, "script");
  const policy = contentSecurityPolicy({ style, ...(script === undefined ? {} : { script }) });
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="${policy}">
${page.head ?? ""}<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<meta name="referrer" content="no-referrer">
<title>${page.title}</title>
<style>${style}</style>
</head>
<body>
${page.body}
${script === undefined ? "" : `<script>${script}</script>\n`}</body>
</html>
`;
}

// The browser ends an inline script or style at the first closing tag, wherever it stands; `<!--` starts a state in
// which it would not. Our bundles hold neither; a dependency's update must not change that unseen.
function assertInline(text: string, tag: "script" | "style"): void {
  if (new RegExp(`</${tag}|<!--`, "i").test(text))
    throw new Error(`The report's ${tag} cannot be inlined: it ends its own tag`);
}
