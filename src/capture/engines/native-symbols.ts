/** Names of functions in libraries of the system, by `nm`; without it, or in a stripped library, there are none. */
import { spawnSync } from "node:child_process";
import { existsSync } from "node:fs";
import type { NameNative } from "../../formats/isolate-log.ts";

const LONGEST_MS = 30_000;
const MOST_BYTES = 2 ** 28;

interface Symbols {
  readonly starts: Float64Array;
  /** Where each ends; the start itself where nm tells no size. */
  readonly ends: Float64Array;
  readonly names: readonly string[];
}

/** Each library is read once, when an address in it is first asked for. */
export function nativeSymbols(): NameNative {
  const known = new Map<string, Symbols | undefined>();
  return (library, address, libraryStart) => {
    if (!known.has(library)) known.set(library, readSymbols(library));
    const symbols = known.get(library);
    if (symbols === undefined) return undefined;
    // An executable that is not position-independent has absolute addresses.
    const isAbsolute = (symbols.starts.at(-1) ?? 0) >= libraryStart;
    return nameAt(symbols, isAbsolute ? address : address - libraryStart);
  };
}

function readSymbols(library: string): Symbols | undefined {
  if (!existsSync(library)) return undefined;
  const lines = [...nm([library]), ...nm(["--dynamic", library])];
  const rows = lines.flatMap((line) => {
    const [, start = "", size = "", type = "", name = ""] =
      /^([0-9a-f]+) (?:([0-9a-f]+) )?([a-zA-Z]) (.+)$/.exec(line) ?? [];
    if (!/[tTwWiI]/.test(type)) return [];
    const from = Number.parseInt(start, 16);
    return [
      { start: from, end: from + (size === "" ? 0 : Number.parseInt(size, 16)), name: name.replace(/@@?.*$/, "") },
    ];
  });
  if (rows.length === 0) return undefined;
  rows.sort((a, b) => a.start - b.start);
  const ends = Float64Array.from(rows, ({ end }) => end);
  return { starts: Float64Array.from(rows, ({ start }) => start), ends, names: rows.map(({ name }) => name) };
}

function nm(args: readonly string[]): string[] {
  const { stdout, status } = spawnSync("nm", ["--demangle", "--defined-only", "--print-size", ...args], {
    encoding: "utf8",
    timeout: LONGEST_MS,
    maxBuffer: MOST_BYTES,
    stdio: ["ignore", "pipe", "ignore"],
  });
  return status === 0 ? stdout.split("\n") : [];
}

/** The last that starts at or before it, unless it ends before: then nobody knows. Hand-written code has no size. */
function nameAt({ starts, ends, names }: Symbols, address: number): string | undefined {
  let low = 0;
  let high = starts.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((starts[middle] as number) <= address) low = middle + 1;
    else high = middle;
  }
  const [start, end] = [starts[low - 1], ends[low - 1]];
  return start !== undefined && end !== undefined && (address < end || start === end) ? names[low - 1] : undefined;
}
