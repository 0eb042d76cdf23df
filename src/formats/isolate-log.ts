/**
 * V8's log of an isolate (`node --prof --log-deopt`), as 0x takes it: where code was put, in which tier, what was given up,
 * and for each tick the addresses on the stack. @see https://v8.dev/docs/profile
 */
import type { CpuProfile, RawFrame, Tier } from "../run/cpu-profile.ts";
import { CodeSpace } from "./code-space.ts";
import { functionName } from "./isolate-log-names.ts";
import { type Deopts, noteDeopt, withDeopts } from "./isolate-log-deopts.ts";
import { THREAD_MARK } from "../run/thread-mark.ts";
import { StackTree } from "./stack-tree.ts";

/** Name of a function in a library of the system; undefined where there is none. */
export type NameNative = (library: string, address: number, libraryStart: number) => string | undefined;

export interface IsolateLog {
  /** On the log's own clock, µs since its start. */
  readonly profile: CpuProfile;
  /** Scripts whose names begin with `THREAD_MARK`, with the log's time when they were compiled. */
  readonly marks: readonly { readonly text: string; readonly atUs: number }[];
}

/** What V8 says the thread was doing: JavaScript, or one of these. */
const STATE = { gc: 1, parser: 2, bytecode: 3, compiler: 4, atomicsWait: 7, idle: 8, logging: 9 } as const;

const TIERS: Readonly<Record<string, Tier>> = { "~": "interpreted", "^": "baseline", "+": "maglev", "*": "optimised" };

const STATE_FRAMES: ReadonlyMap<number, RawFrame> = new Map([
  [STATE.gc, stateFrame("(garbage collector)")],
  [STATE.idle, stateFrame("(idle)")],
  [STATE.parser, stateFrame("(parser)")],
  [STATE.bytecode, stateFrame("(bytecode compiler)")],
  [STATE.compiler, stateFrame("(compiler)")],
  [STATE.atomicsWait, stateFrame("wait")],
]);

/** Without a caller of their own: V8 says of them what it does, not for whom. */
const ROOTED: ReadonlySet<number> = new Set([STATE.gc, STATE.idle]);

/** Reads a log line by line. */
export class IsolateLogReader {
  readonly #code = new CodeSpace();
  readonly #tree = new StackTree();
  readonly #nameNative: NameNative;
  readonly #loggingFrame: RawFrame;
  readonly #native = new Map<string, RawFrame>();
  readonly #named = new Map<string, RawFrame>();
  readonly #marks: { text: string; atUs: number }[] = [];
  readonly #samples: number[] = [];
  readonly #times: number[] = [];
  readonly #deopts: Deopts = new Map();

  /** @param loggingFrame what stands for the time in which V8 writes this very log */
  constructor(nameNative: NameNative, loggingFrame: RawFrame) {
    this.#nameNative = nameNative;
    this.#loggingFrame = loggingFrame;
  }

  /** A line that is cut off, as the last one after a kill, is left out. */
  line(text: string): void {
    const kind = text.slice(0, text.indexOf(","));
    switch (kind) {
      case "tick":
        this.#tick(text.split(","));
        return;
      case "code-creation":
        this.#creation(text.split(","));
        return;
      case "code-move":
        this.#move(text.split(","));
        return;
      case "code-delete":
        this.#code.remove(address(text.split(",")[1]));
        return;
      case "code-deopt":
        this.#deopt(text.split(","));
        return;
      case "shared-library":
        this.#library(text.split(","));
        return;
      default:
    }
  }

  end(): IsolateLog {
    const { frames, parent } = this.#tree;
    const last = this.#times.at(-1) ?? 0;
    const profile = {
      startUs: this.#times[0] ?? 0,
      endUs: last,
      frames: withDeopts(frames, this.#deopts),
      parent: Int32Array.from(parent),
      samples: Uint32Array.from(this.#samples),
      timesUs: Float64Array.from(this.#times),
    };
    return { profile, marks: this.#marks };
  }

  /** `code-creation,type,kind,time,start,size,name[,function,state]`; commas in names are escaped. */
  #creation([, type = "", , time, start, size, name = "", , state = ""]: readonly string[]): void {
    const text = unescaped(name);
    const mark = text.indexOf(THREAD_MARK);
    if (mark >= 0 && !this.#marks.some((known) => text.startsWith(known.text, mark))) {
      this.#marks.push({ text: text.slice(mark).replace(/:\d+:\d+$/, ""), atUs: Number(time) });
    }
    // The function below it on the stack is what is interpreted.
    if (type === "BytecodeHandler" || text === "InterpreterEntryTrampoline") return this.#put(start, size, undefined);
    this.#put(start, size, this.#frameOf(text || type, tierOf(state)));
  }

  /** The same function in the same tier is the same object. */
  #frameOf(text: string, tier: Tier | undefined): RawFrame {
    const key = `${tier} ${text}`;
    let frame = this.#named.get(key);
    if (frame === undefined) {
      frame = tier === undefined ? stateFrame(text) : { ...functionName(text), tier };
      this.#named.set(key, frame);
    }
    return frame;
  }

  #put(start: string | undefined, size: string | undefined, frame: RawFrame | undefined): void {
    this.#code.add(address(start), Number(size), frame);
  }

  #move([, from, to]: readonly string[]): void {
    this.#code.move(address(from), address(to));
  }

  #library([, path = "", start, end]: readonly string[]): void {
    this.#code.addLibrary(address(start), address(end), unescaped(path));
  }

  /** `code-deopt,time,size,code,inliningId,scriptOffset,kind,<place>,reason` */
  #deopt([, , , code, , , , place = "", reason = ""]: readonly string[]): void {
    const found = this.#code.find(address(code));
    if (found?.frame !== undefined) noteDeopt(this.#deopts, found.frame, unescaped(reason), unescaped(place));
  }

  /** `tick,pc,time,isExternal,tosOrExternal,state,stack…`; an entry may be relative to the one before. */
  #tick(fields: readonly string[]): void {
    const atUs = Number(fields[2]);
    if (!Number.isFinite(atUs) || fields.length < 6) return;
    this.#times.push(Math.max(atUs, this.#times.at(-1) ?? 0));
    this.#samples.push(this.#tree.node(this.#stack(fields)));
  }

  /** The innermost first. */
  #stack(fields: readonly string[]): RawFrame[] {
    const state = Number(fields[5]);
    const stateOnTop = STATE_FRAMES.get(state);
    if (stateOnTop !== undefined && ROOTED.has(state)) return [stateOnTop];
    if (state === STATE.logging) return [this.#loggingFrame];
    const stack: RawFrame[] = stateOnTop === undefined ? [] : [stateOnTop];
    const push = (at: number): void => {
      const frame = this.#frameAt(at);
      if (frame !== undefined) stack.push(frame);
    };
    const pc = address(fields[1]);
    if (stateOnTop === undefined) push(pc);
    if (fields[3] === "1" && stateOnTop === undefined) push(address(fields[4]));
    let last = pc;
    for (const entry of fields.slice(6)) {
      if (entry.startsWith("o")) break; // too deep to be written
      const sign = entry.startsWith("+") ? 1 : entry.startsWith("-") ? -1 : 0;
      last = sign === 0 ? address(entry) : last + sign * Number.parseInt(entry.slice(1), 16);
      push(last - 1); // a return address: the call is before it
    }
    return stack;
  }

  #frameAt(at: number): RawFrame | undefined {
    const found = this.#code.find(at);
    if (found === undefined) return undefined;
    if (found.library === undefined) return found.frame;
    const name = this.#nameNative(found.library, at, found.start);
    const key = name ?? found.library;
    let frame = this.#native.get(key);
    if (frame === undefined) this.#native.set(key, (frame = stateFrame(name ?? `[${baseName(found.library)}]`)));
    return frame;
  }
}

/** `~`, `^`, `+` or `*`, with an `o` before it or a `'` behind it. */
function tierOf(state: string): Tier | undefined {
  return TIERS[/[~^+*]/.exec(state)?.[0] ?? ""];
}

function stateFrame(name: string): RawFrame {
  return { name, url: "", line: 0, column: 0, deopt: "" };
}

function baseName(path: string): string {
  return path.split(/[\\/]/).at(-1) ?? path;
}

function address(text: string | undefined): number {
  return text?.startsWith("0x") === true ? Number.parseInt(text, 16) : 0;
}

function unescaped(text: string): string {
  if (!text.includes("\\")) return text;
  return text.replace(/\\(?:x([0-9a-fA-F]{2})|u([0-9a-fA-F]{4})|(n)|(.))/g, (_, byte, unit, line, other) =>
    line === "n" ? "\n" : (other ?? String.fromCharCode(Number.parseInt(byte ?? unit, 16))),
  );
}
