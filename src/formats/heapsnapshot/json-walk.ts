/** Walks over JSON by its bytes, for files too large to be parsed as a whole. */
import type { ByteWindow } from "./byte-window.ts";

const QUOTE = 0x22;
const BACKSLASH = 0x5c;
const COMMA = 0x2c;
const COLON = 0x3a;
const OPEN_BRACKET = 0x5b;
const CLOSE_BRACKET = 0x5d;
const OPEN_BRACE = 0x7b;
const CLOSE_BRACE = 0x7d;

/** Steps over white space, and over one of `token` if it stands there. @returns whether it did */
export function take(window: ByteWindow, token: string): boolean {
  if (peek(window) !== token.charCodeAt(0)) return false;
  window.at++;
  return true;
}

/** @throws Error where another character stands */
export function expect(window: ByteWindow, token: string, within: string): void {
  if (take(window, token)) return;
  if (window.at >= window.end) throw new Error(`it ends within ${within}`);
  const found = String.fromCharCode(window.bytes[window.at] as number);
  throw new Error(`${JSON.stringify(found)} in place of "${token}" at byte ${window.position}, within ${within}`);
}

/** The next key of an object, or `undefined` at its end. */
export function nextKey(window: ByteWindow): string | undefined {
  take(window, ",");
  if (take(window, "}")) return undefined;
  const key = textOf(window, "its sections");
  expect(window, ":", "its sections");
  return JSON.parse(key) as string;
}

/** Steps over a value of any kind. */
export function skipValue(window: ByteWindow, within: string): void {
  walkValue(window, within, () => {});
}

/** The text of a value that fits into memory easily. */
export function textOf(window: ByteWindow, within: string): string {
  const parts: string[] = [];
  walkValue(window, within, (bytes) => parts.push(Buffer.from(bytes).toString("latin1")));
  return Buffer.from(parts.join(""), "latin1").toString("utf8");
}

/** Where the JSON string's closing quote is, from a character at `at` on; `end` or `end + 1` if it isn't in sight. */
export function stringEnd(bytes: Uint8Array, at: number, end: number): number {
  while (at < end) {
    const byte = bytes[at];
    if (byte === QUOTE) return at;
    at += byte === BACKSLASH ? 2 : 1;
  }
  return at;
}

function peek(window: ByteWindow): number {
  for (;;) {
    while (window.at < window.end) {
      const byte = window.bytes[window.at] as number;
      if (byte > 0x20) return byte;
      window.at++;
    }
    if (!window.fill()) return 0;
  }
}

/** @param each is given the bytes of the value, in pieces */
export function walkValue(window: ByteWindow, within: string, each: (bytes: Uint8Array) => void): void {
  let depth = 0;
  let inString = false;
  peek(window);
  for (;;) {
    const { bytes, end } = window;
    const from = window.at;
    let at = from;
    let done = false;
    while (at < end && !done) {
      const byte = bytes[at] as number;
      if (inString) {
        at = stringEnd(bytes, at, end);
        if (at >= end) break;
        inString = false;
        at++;
        done = depth === 0;
      } else if (depth === 0 && (byte === COMMA || byte === COLON || isClosing(byte))) {
        done = true; // after a number or a word
      } else {
        if (byte === QUOTE) inString = true;
        else if (byte === OPEN_BRACKET || byte === OPEN_BRACE) depth++;
        else if (isClosing(byte)) done = --depth === 0;
        at++;
      }
    }
    // Past the end: a backslash is the last byte, and what it escapes isn't read yet.
    if (at > end) at = end - 1;
    each(bytes.subarray(from, at));
    window.at = at;
    if (done) return;
    if (!window.fill()) throw new Error(`it ends within ${within}`);
  }
}

function isClosing(byte: number): boolean {
  return byte === CLOSE_BRACKET || byte === CLOSE_BRACE;
}
