import { SwarmprofError } from "../../errors.ts";
import type { HeapStrings } from "../../run/heap-graph.ts";
import type { ByteSource } from "./byte-source.ts";
import type { ByteWindow } from "./byte-window.ts";
import { expect, stringEnd, take } from "./json-walk.ts";
import { isWeakMapName, weakMapTable } from "./weak-maps.ts";

export interface StringSection {
  readonly strings: HeapStrings;
  /** For each string that names the edges of an entry of a WeakMap: the id of its table, if it tells. */
  readonly weakMapTables: ReadonlyMap<number, number | undefined>;
}

const WITHIN = "its strings";
const RECENT_COUNT = 4096;

/**
 * Steps through the section of strings and notes where each begins. All texts of a large heap, of long messages above all,
 * are more than the half a gigabyte that one string of V8 may have, and few are ever looked at.
 */
export function readStrings(window: ByteWindow): StringSection {
  const strings = new SourceStrings(window.source);
  const weakMapTables = new Map<number, number | undefined>();
  expect(window, "[", WITHIN);
  while (!take(window, "]")) {
    expect(window, '"', WITHIN);
    const start = window.position;
    const whole = stepToQuote(window);
    const length = window.position - start;
    const index = strings.add(start, length);
    if (!whole) {
      const text = strings.text(index);
      if (isWeakMapName(Buffer.from(text), 0, text.length)) weakMapTables.set(index, weakMapTable(text));
    } else if (isWeakMapName(window.bytes, window.at - length, window.at)) {
      const text = Buffer.from(window.bytes.buffer, window.at - length, length).toString("latin1");
      weakMapTables.set(index, weakMapTable(text));
    }
    window.at++;
    take(window, ",");
  }
  return { strings, weakMapTables };
}

/** @returns whether the window still holds the string's beginning */
function stepToQuote(window: ByteWindow): boolean {
  for (let whole = true; ; whole = false) {
    const at = stringEnd(window.bytes, window.at, window.end);
    window.at = at > window.end ? window.end - 1 : at;
    if (at < window.end) return whole;
    if (!window.fill()) throw new Error(`it ends within ${WITHIN}`);
  }
}

class SourceStrings implements HeapStrings {
  count = 0;
  readonly #source: ByteSource;
  /** Places in the file, which can be larger than 4 GB. */
  #starts = new Float64Array(1 << 12);
  #lengths = new Uint32Array(1 << 12);
  /** The same few names of classes and properties are asked for again and again. */
  readonly #recent = new Map<number, string>();

  constructor(source: ByteSource) {
    this.#source = source;
  }

  add(start: number, length: number): number {
    const index = this.count++;
    if (index === this.#starts.length) this.#grow();
    this.#starts[index] = start;
    this.#lengths[index] = length;
    return index;
  }

  text(index: number): string {
    const known = this.#recent.get(index);
    if (known !== undefined) return known;
    if (this.#recent.size >= RECENT_COUNT) this.#recent.clear();
    const text = this.#read(index);
    this.#recent.set(index, text);
    return text;
  }

  #read(index: number): string {
    const { name } = this.#source;
    if (index >= this.count) throw new SwarmprofError("PROFILE_UNREADABLE", `${name} has no string ${index}`);
    const bytes = Buffer.allocUnsafe(this.#lengths[index] as number);
    const read = this.#source.read(bytes, this.#starts[index] as number);
    if (read < bytes.length) throw new SwarmprofError("PROFILE_UNREADABLE", `${name} was cut off since it was read`);
    const raw = bytes.toString("latin1");
    // V8 escapes all but ASCII; other writers need not.
    if (PLAIN.test(raw)) return raw;
    try {
      return JSON.parse(`"${bytes.toString("utf8")}"`) as string;
    } catch (cause) {
      throw new SwarmprofError("PROFILE_UNREADABLE", `${name} has a string that is not as JSON has it`, { cause });
    }
  }

  #grow(): void {
    const starts = new Float64Array(this.#starts.length * 2);
    starts.set(this.#starts);
    this.#starts = starts;
    const lengths = new Uint32Array(starts.length);
    lengths.set(this.#lengths);
    this.#lengths = lengths;
  }
}

/** Printable ASCII without quote and backslash: the same in JSON as in memory. */
const PLAIN = /^[ !#-[\]-~]*$/;
