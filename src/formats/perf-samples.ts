/**
 * What `perf script -F comm,pid,tid,time,ip,sym,dso --no-inline` prints, of a Node that ran with `--perf-basic-prof`: a header
 * a sample, its stack below, the innermost frame first. One profile a thread of the system.
 */
import type { CpuProfile, RawFrame, Tier } from "../run/cpu-profile.ts";
import { functionName } from "./isolate-log-names.ts";
import { StackTree } from "./stack-tree.ts";

/** `comm pid/tid seconds:` */
const HEADER = /^\S.*?\s(\d+)\/(\d+)\s+(\d+)\.(\d+):/;
/** `address symbol+offset (library)` */
const FRAME = /^\s+([0-9a-f]+) (.+?)(?:\+0x[0-9a-f]+)? \((.*)\)$/;
/** V8's names for JavaScript, with the tier before the function: `JS:*work /a.cjs:10:5` */
const JAVASCRIPT = /^(?:JS|LazyCompile|Function|Script|Eval):(?:o(?=[~^+*]))?([~^+*]?)'?(.*)$/s;
/** How V8 gets into JavaScript and out of it, and runs what is interpreted: the function below is what runs. */
const LEFT_OUT =
  /^(CEntry\w*|JSEntry|JSEntryTrampoline|JSConstructEntry|InterpreterEntryTrampoline|InterpreterPushArgs.*|\w*Handler)$/;
const COLLECTOR =
  /^v8::internal::(Heap::(CollectGarbage|PerformGarbageCollection|CollectAllGarbage)|ScavengerCollector|MarkCompactCollector|IncrementalMarking)/;
const TIERS: Readonly<Record<string, Tier>> = { "~": "interpreted", "^": "baseline", "+": "maglev", "*": "optimised" };
/** A longer silence than so many intervals is idleness: perf takes no sample of a thread that does not run. */
const SILENCE = 2.5;

export class PerfSamplesReader {
  readonly #threads = new Map<number, ThreadRow>();
  readonly #frames = new Map<string, RawFrame | undefined>();
  readonly #intervalUs: number;
  #current: { readonly row: ThreadRow; readonly atUs: number } | undefined;
  #stack: RawFrame[] = [];

  constructor(intervalUs: number) {
    this.#intervalUs = intervalUs;
  }

  line(text: string): void {
    if (text === "") return this.#close();
    const frame = FRAME.exec(text);
    if (frame !== null) {
      const known = this.#frameOf(frame[2] ?? "", frame[3] ?? "");
      if (known !== undefined) this.#stack.push(known);
      return;
    }
    const header = HEADER.exec(text);
    if (header === null) return;
    this.#close();
    const tid = Number(header[2]);
    let row = this.#threads.get(tid);
    if (row === undefined) this.#threads.set(tid, (row = new ThreadRow(this.#intervalUs)));
    this.#current = { row, atUs: Number(header[3]) * 1e6 + Number(`0.${header[4]}`) * 1e6 };
  }

  /** @returns by the system's number of the thread */
  end(): ReadonlyMap<number, CpuProfile> {
    this.#close();
    return new Map(Array.from(this.#threads, ([tid, row]) => [tid, row.profile()]));
  }

  #close(): void {
    if (this.#current !== undefined) this.#current.row.add(withCollector(this.#stack), this.#current.atUs);
    this.#current = undefined;
    this.#stack = [];
  }

  #frameOf(symbol: string, library: string): RawFrame | undefined {
    const key = symbol === "[unknown]" ? library : symbol;
    if (!this.#frames.has(key)) this.#frames.set(key, frameOf(symbol, library));
    return this.#frames.get(key);
  }
}

/** undefined: to be left out of stacks. */
function frameOf(symbol: string, library: string): RawFrame | undefined {
  const [, tier = "", name] = JAVASCRIPT.exec(symbol) ?? [];
  if (name !== undefined) {
    const known = TIERS[tier];
    return { ...functionName(name), ...(known === undefined ? {} : { tier: known }) };
  }
  if (symbol === "[unknown]") {
    // Below the innermost frame that is a gap in the stack, and says nothing.
    return library === "" || library.startsWith("[unknown") ? undefined : native(`[${library.split("/").at(-1)}]`);
  }
  const own = symbol.replace(/^(Builtins_|Builtin:|BytecodeHandler:|RegExp:)/, "");
  return LEFT_OUT.test(own) || symbol.startsWith("BytecodeHandler:") ? undefined : native(own);
}

function native(name: string): RawFrame {
  return { name, url: "", line: 0, column: 0, deopt: "" };
}

const COLLECTOR_FRAME = native("(garbage collector)");
const IDLE_FRAME = native("(idle)");

/** @param stack the innermost first; all that the collector calls is the collector */
function withCollector(stack: RawFrame[]): RawFrame[] {
  const outermost = stack.findLastIndex(({ name, url }) => url === "" && COLLECTOR.test(name));
  return outermost < 0 ? stack : [COLLECTOR_FRAME, ...stack.slice(outermost + 1)];
}

class ThreadRow {
  readonly #tree = new StackTree();
  readonly #samples: number[] = [];
  readonly #times: number[] = [];
  readonly #intervalUs: number;

  constructor(intervalUs: number) {
    this.#intervalUs = intervalUs;
  }

  /** A sample stands for the interval before it. */
  add(stack: readonly RawFrame[], atUs: number): void {
    const startUs = Math.max(atUs - this.#intervalUs, (this.#times.at(-1) ?? 0) + 1);
    const lastEndUs = (this.#times.at(-1) ?? startUs) + this.#intervalUs;
    if (startUs - lastEndUs > (SILENCE - 1) * this.#intervalUs) this.#push([IDLE_FRAME], lastEndUs);
    this.#push(stack, startUs);
  }

  #push(stack: readonly RawFrame[], atUs: number): void {
    this.#samples.push(this.#tree.node(stack));
    this.#times.push(atUs);
  }

  profile(): CpuProfile {
    return {
      startUs: this.#times[0] ?? 0,
      endUs: (this.#times.at(-1) ?? 0) + this.#intervalUs,
      frames: this.#tree.frames,
      parent: Int32Array.from(this.#tree.parent),
      samples: Uint32Array.from(this.#samples),
      timesUs: Float64Array.from(this.#times),
    };
  }
}
