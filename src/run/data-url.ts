/** The text in a `data:` URL, base64 or percent-encoded. Pure, so that the probe can use it too. */
export function dataUrlText(url: string): string {
  const comma = url.indexOf(",");
  const body = url.slice(comma + 1);
  return url.slice(0, comma).endsWith(";base64")
    ? Buffer.from(body, "base64").toString("utf8")
    : decodeURIComponent(body);
}
