import { createHash } from "node:crypto";

/** A short fingerprint of plain data: the first 16 hex digits of the SHA-256 of its JSON. */
export function checksum(data: unknown): string {
  return createHash("sha256").update(JSON.stringify(data)).digest("hex").slice(0, 16);
}
