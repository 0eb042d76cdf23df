/** A snapshot without what the program knows: the same graph, the same sizes, and the names of its code. */
import type { ByteSource } from "./byte-source.ts";
import { ByteWindow } from "./byte-window.ts";
import { fieldIndex, type Header, readHeader } from "./header.ts";
import { expect, nextKey, stringEnd, take, walkValue } from "./json-walk.ts";
import { CONTENTS, Fate, namesOfCode } from "./names-of-code.ts";
import { readHeapSnapshot, unreadable } from "./read-heap-snapshot.ts";

/**
 * @param write is given the bytes of the new file, in pieces that are overwritten afterwards
 * @returns how many strings were left out, and how many stayed
 * @throws SwarmprofError PROFILE_UNREADABLE
 */
export function redactSnapshot(
  source: ByteSource,
  write: (bytes: Uint8Array) => void,
): { readonly kept: number; readonly removed: number } {
  const graph = readHeapSnapshot(source);
  const fates = namesOfCode(graph);
  try {
    return copy(source, { fates, write });
  } catch (cause) {
    throw unreadable(source, cause);
  }
}

interface Redaction {
  readonly fates: Uint8Array;
  readonly write: (bytes: Uint8Array) => void;
}

function copy(source: ByteSource, redaction: Redaction): { kept: number; removed: number } {
  const header = readHeader(new ByteWindow(source));
  const window = new ByteWindow(source);
  const { write } = redaction;
  let counts = { kept: 0, removed: 0 };
  expect(window, "{", "its head");
  let between = "{";
  for (let key = nextKey(window); key !== undefined; key = nextKey(window)) {
    write(Buffer.from(`${between}${JSON.stringify(key)}:`));
    between = ",\n";
    if (key === "nodes") copyNodes(window, header, redaction);
    else if (key === "strings") counts = copyStrings(window, redaction);
    else walkValue(window, `its ${key}`, write);
  }
  write(Buffer.from("}\n"));
  return counts;
}

const OUTPUT_BYTES = 1 << 16;

/** All fields as they are, but for the names of what is contents. */
function copyNodes(
  window: ByteWindow,
  { nodeFields, nodeKinds, nodeCount }: Header,
  { fates, write }: Redaction,
): void {
  const width = nodeFields.length;
  const typeAt = fieldIndex(nodeFields, "type");
  const nameAt = fieldIndex(nodeFields, "name");
  const kinds = [...CONTENTS.keys()];
  const output = Buffer.alloc(OUTPUT_BYTES);
  let used = output.write("[", 0, "latin1");
  const record: string[] = [];
  for (let row = 0; row < nodeCount; row++) {
    expect(window, row === 0 ? "[" : ",", "its objects");
    for (let field = 0; field < width; field++) {
      if (field > 0) expect(window, ",", "its objects");
      record[field] = digits(window);
    }
    const replaced = kinds.indexOf(nodeKinds[Number(record[typeAt])] as number);
    if (replaced >= 0) record[nameAt] = String(fates.length + replaced);
    const text = `${row === 0 ? "" : ",\n"}${record.join(",")}`;
    if (used + text.length > OUTPUT_BYTES) {
      write(output.subarray(0, used));
      used = 0;
    }
    used += output.write(text, used, "latin1");
  }
  if (nodeCount === 0) expect(window, "[", "its objects");
  expect(window, "]", "its objects");
  write(output.subarray(0, used));
  write(Buffer.from("]"));
}

const MOST_DIGITS = 32;

function digits(window: ByteWindow): string {
  if (window.end - window.at < MOST_DIGITS) window.fill();
  const { bytes, at } = window;
  let end = at;
  while ((bytes[end] as number) >= 48 && (bytes[end] as number) < 58) end++;
  if (end === at) throw new Error("one of its objects has something that is no number");
  window.at = end;
  return Buffer.from(bytes.buffer, at, end - at).toString("latin1");
}

/** Names of code as they are; keys by their number, so that they can be told apart; of all else nothing. */
function copyStrings(window: ByteWindow, { fates, write }: Redaction): { kept: number; removed: number } {
  let index = 0;
  let kept = 0;
  expect(window, "[", "its strings");
  write(Buffer.from("["));
  while (!take(window, "]")) {
    expect(window, '"', "its strings");
    const fate = fates[index];
    const raw = stringBytes(window, fate === Fate.kept);
    const text = fate === Fate.kept ? withoutNames(raw) : fate === Fate.data ? `(key ${index})` : "";
    if (fate === Fate.kept) kept++;
    write(Buffer.from(`${index === 0 ? "" : ",\n"}"${text}"`));
    index++;
    take(window, ",");
  }
  for (const name of CONTENTS.values()) write(Buffer.from(`,\n"${name}"`));
  write(Buffer.from("]"));
  return { kept, removed: index - kept };
}

/** Steps behind a string's closing quote. @returns its characters as they are in the file, if they are wanted */
function stringBytes(window: ByteWindow, wanted: boolean): string {
  const parts: Buffer[] = [];
  for (;;) {
    const { bytes, at } = window;
    const end = stringEnd(bytes, at, window.end);
    // A backslash that is the last byte is read again with what it escapes.
    window.at = end > window.end ? window.end - 1 : end;
    if (wanted) parts.push(Buffer.from(bytes.subarray(at, window.at)));
    if (end < window.end) break;
    if (!window.fill()) throw new Error("it ends within its strings");
  }
  window.at++;
  return Buffer.concat(parts).toString("utf8");
}

/** V8 names an entry of a WeakMap by the names of key and value, of which a text is its contents. */
function withoutNames(name: string): string {
  return name.replace(
    /^(\d+ \/ part of key \().* (@\d+\) -> value \().* (@\d+\) pair in WeakMap \(table @\d+\))$/s,
    "$1object $2object $3",
  );
}
