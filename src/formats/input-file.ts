/** A file that somebody else wrote, as bytes, lines or text; unpacked where it is gzipped, and never larger than memory. */
import { closeSync, fstatSync, openSync, readFileSync, readSync } from "node:fs";
import { getHeapStatistics } from "node:v8";
import { gunzipSync } from "node:zlib";

export interface InputFile {
  readonly name: string;
  /** On the disk. */
  readonly bytes: number;
  /** The first bytes, unpacked. */
  readonly head: Buffer;
  chunks(): Iterable<Buffer>;
  lines(): Iterable<string>;
  whole(): Buffer;
  text(): string;
}

const CHUNK = 1 << 20;
const HEAD = 1 << 16;
/** Some kilobytes can be packed so that they unpack to any size. */
const MOST_UNPACKED = 2 ** 30;
const LONGEST_LINE = 1 << 26;
/** JSON takes several times its size while it is read. */
const HEAP_PER_TEXT = 6;
/** V8 ends the process over a list of 2^27 elements, of which each takes two bytes at least. */
const LONGEST_TEXT = 2e8;

/** @throws Error of the file system, or of zlib */
export function openInput(name: string): InputFile {
  const fd = openSync(name, "r");
  try {
    const { size } = fstatSync(fd);
    const head = readAt(fd, 0, HEAD);
    return isPacked(head) ? inputOfBytes(name, readFileSync(fd)) : inputOf(name, size, head, undefined);
  } finally {
    closeSync(fd);
  }
}

/** Of bytes that are in memory already. @throws Error of zlib */
export function inputOfBytes(name: string, bytes: Buffer): InputFile {
  const unpacked = isPacked(bytes) ? gunzipSync(bytes, { maxOutputLength: MOST_UNPACKED }) : bytes;
  return inputOf(name, bytes.length, unpacked.subarray(0, HEAD), unpacked);
}

function isPacked(bytes: Buffer): boolean {
  return bytes[0] === 0x1f && bytes[1] === 0x8b;
}

function inputOf(name: string, bytes: number, head: Buffer, unpacked: Buffer | undefined): InputFile {
  const size = unpacked?.length ?? bytes;
  const whole = (): Buffer => unpacked ?? readFileSync(name);
  const chunks = (): Iterable<Buffer> => (unpacked === undefined ? fileChunks(name) : [unpacked]);
  return {
    name,
    bytes,
    head,
    chunks,
    lines: () => linesOf(chunks()),
    whole,
    text() {
      const most = Math.min(LONGEST_TEXT, getHeapStatistics().heap_size_limit / HEAP_PER_TEXT);
      if (size > most) throw tooLarge(size, most);
      return whole().toString("utf8");
    },
  };
}

function tooLarge(size: number, most: number): Error {
  const mb = (count: number): string => `${Math.round(count / 1e6)} MB`;
  const more = most < LONGEST_TEXT ? ". With NODE_OPTIONS=--max-old-space-size=8192 it may fit" : "";
  return new Error(`it is ${mb(size)} of JSON, and no more than ${mb(most)} can be read here${more}`);
}

function readAt(fd: number, from: number, length: number): Buffer {
  const buffer = Buffer.alloc(length);
  return buffer.subarray(0, readSync(fd, buffer, 0, length, from));
}

function* fileChunks(name: string): Iterable<Buffer> {
  const fd = openSync(name, "r");
  try {
    for (let from = 0; ; ) {
      const chunk = readAt(fd, from, CHUNK);
      if (chunk.length === 0) return;
      from += chunk.length;
      yield chunk;
    }
  } finally {
    closeSync(fd);
  }
}

/** Cut between bytes of line ends, so that no character is. */
function* linesOf(chunks: Iterable<Buffer>): Iterable<string> {
  let rest: Buffer[] = [];
  let restBytes = 0;
  for (const chunk of chunks) {
    let from = 0;
    for (let at = chunk.indexOf(0x0a); at >= 0; at = chunk.indexOf(0x0a, from)) {
      const part = chunk.subarray(from, at);
      yield lineText(rest.length === 0 ? part : Buffer.concat([...rest, part]));
      rest = [];
      restBytes = 0;
      from = at + 1;
    }
    if (from === chunk.length) continue;
    rest.push(chunk.subarray(from));
    restBytes += chunk.length - from;
    if (restBytes > LONGEST_LINE) throw new Error("a line is longer than 64 MB");
  }
  if (restBytes > 0) yield lineText(Buffer.concat(rest));
}

function lineText(bytes: Buffer): string {
  const text = bytes.toString("utf8");
  return text.endsWith("\r") ? text.slice(0, -1) : text;
}
