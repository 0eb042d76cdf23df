import { decodeReport } from "../columns.ts";
import type { ReportView } from "../view-model.ts";

/** The report's data out of the page itself: base64 of gzip of columns. */
export async function embeddedReport(base64: string): Promise<ReportView> {
  const compressed = new Blob([bytesOf(base64)]);
  const stream = compressed.stream().pipeThrough(new DecompressionStream("gzip"));
  return decodeReport(new Uint8Array(await new Response(stream).arrayBuffer()));
}

function bytesOf(base64: string): Uint8Array<ArrayBuffer> {
  const text = atob(base64);
  const bytes = new Uint8Array(text.length);
  for (let i = 0; i < text.length; i++) bytes[i] = text.charCodeAt(i);
  return bytes;
}
