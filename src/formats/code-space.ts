/** Which code stands at an address, while code comes, moves and goes. Of code that overlaps, the newest is there. */
import type { RawFrame } from "../run/cpu-profile.ts";

export interface CodeFound {
  /** undefined: code that is to be left out of stacks, or a library's. */
  readonly frame: RawFrame | undefined;
  readonly library: string | undefined;
  readonly start: number;
}

interface Code extends CodeFound {
  readonly end: number;
}

/** Blocks of this size hold lists of the code that touches them: V8's own builtins are large, functions are small. */
const BLOCK = 4_096;
const LARGEST = 2 ** 30;

export class CodeSpace {
  readonly #blocks = new Map<number, Code[]>();
  readonly #byStart = new Map<number, Code>();
  readonly #libraries: Code[] = [];

  add(start: number, size: number, frame: RawFrame | undefined): void {
    if (!(size > 0 && size < LARGEST) || start === 0) return; // larger only where the log is damaged
    this.#insert({ start, end: start + size, frame, library: undefined });
  }

  addLibrary(start: number, end: number, library: string): void {
    this.#libraries.push({ start, end, frame: undefined, library });
  }

  move(from: number, to: number): void {
    const code = this.#byStart.get(from);
    if (code === undefined || to === 0) return;
    this.remove(from);
    this.#insert({ ...code, start: to, end: to + (code.end - code.start) });
  }

  remove(start: number): void {
    const code = this.#byStart.get(start);
    if (code === undefined) return;
    this.#byStart.delete(start);
    for (const block of blocksOf(code)) {
      const list = this.#blocks.get(block);
      list?.splice(list.indexOf(code), 1);
    }
  }

  find(address: number): CodeFound | undefined {
    const list = this.#blocks.get(Math.floor(address / BLOCK)) ?? [];
    for (let i = list.length - 1; i >= 0; i--) {
      const code = list[i] as Code;
      if (code.start <= address && address < code.end) return code;
    }
    return this.#libraries.find(({ start, end }) => start <= address && address < end);
  }

  #insert(code: Code): void {
    for (const block of blocksOf(code)) {
      // What stood there before is overwritten, so that lists stay short.
      for (const old of (this.#blocks.get(block) ?? []).filter((one) => one.start < code.end && code.start < one.end)) {
        this.remove(old.start);
      }
    }
    this.#byStart.set(code.start, code);
    for (const block of blocksOf(code)) {
      const list = this.#blocks.get(block);
      if (list === undefined) this.#blocks.set(block, [code]);
      else list.push(code);
    }
  }
}

function* blocksOf({ start, end }: Code): Iterable<number> {
  for (let block = Math.floor(start / BLOCK); block * BLOCK < end; block++) yield block;
}
