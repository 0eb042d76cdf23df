import type { ByteWindow } from "./byte-window.ts";
import { expect } from "./json-walk.ts";

/** Steps into a section of records, which V8 writes as one list of numbers. */
export function startRecords(window: ByteWindow, within: string): void {
  expect(window, "[", within);
}

/** Steps out of it, after `read` of the `count` records that the head told of; what follows the last one is stepped over. */
export function endRecords(window: ByteWindow, read: number, count: number, within: string): void {
  if (read < count || window.at > window.end) throw new Error(`it ends within ${within}`);
  if (count > 0) window.at--;
  expect(window, "]", within);
}

/** A number of more digits than fit into 32 bits. @param from its first digit; @param to behind its last */
export function wideNumber(bytes: Uint8Array, from: number, to: number): number {
  let value = 0;
  for (let at = from; at < to; at++) value = value * 10 + (bytes[at] as number) - 48;
  return value;
}
