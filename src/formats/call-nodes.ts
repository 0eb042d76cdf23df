/** Grows the nodes of a profile from stacks, for formats that have stacks in the place of a tree. */
import type { CpuProfile, RawFrame } from "../run/cpu-profile.ts";
import type { HeapProfile } from "../run/heap-profile.ts";

export const ROOT_FRAME: RawFrame = { name: "(root)", url: "", line: 0, column: 0, deopt: "" };
/** V8's name for a thread without work; formats without V8 have an empty stack there. */
export const IDLE_FRAME: RawFrame = { name: "(idle)", url: "", line: 0, column: 0, deopt: "" };

export function foreignFrame(name: string, place: Partial<Pick<RawFrame, "url" | "line" | "column">> = {}): RawFrame {
  return { name, url: "", line: 0, column: 0, deopt: "", ...place };
}

/** More of either are no profile that anybody could look at; below it, keys are whole numbers. */
const MOST_NODES = 2 ** 26;

class CallNodes {
  /** One a node. */
  readonly frames: RawFrame[] = [ROOT_FRAME];
  readonly parent: number[] = [-1];
  readonly #table: RawFrame[] = [];
  readonly #ids = new Map<string, number>();
  readonly #children = new Map<number, number>();

  /** @returns a number for frames that are the same */
  frameId(frame: RawFrame): number {
    const key = `${frame.line}:${frame.column}:${frame.url}\n${frame.name}`;
    const known = this.#ids.get(key);
    if (known !== undefined) return known;
    const id = this.#table.push(frame) - 1;
    this.#ids.set(key, id);
    return id;
  }

  child(parent: number, frameId: number): number {
    const key = parent * MOST_NODES + frameId;
    const known = this.#children.get(key);
    if (known !== undefined) return known;
    const node = this.frames.push(this.#table[frameId] as RawFrame) - 1;
    if (node >= MOST_NODES) throw new Error("it has too many different stacks");
    this.parent.push(parent);
    this.#children.set(key, node);
    return node;
  }

  /** @param stack the outermost frame first */
  stack(stack: readonly RawFrame[]): number {
    return stack.reduce((node, frame) => this.child(node, this.frameId(frame)), 0);
  }
}

/** A row of samples that is filled one by one. */
export class SampleRow {
  readonly nodes = new CallNodes();
  readonly #samples: number[] = [];
  readonly #times: number[] = [];
  #startUs: number;
  #endUs: number;

  constructor(startUs = 0) {
    this.#startUs = startUs;
    this.#endUs = startUs;
  }

  get length(): number {
    return this.#samples.length;
  }

  get endUs(): number {
    return this.#endUs;
  }

  /** The sample lasts from the end of the one before. */
  add(node: number, durationUs: number): void {
    this.#samples.push(node);
    this.#times.push(this.#endUs);
    this.#endUs += durationUs;
  }

  profile(): CpuProfile {
    return {
      startUs: this.#startUs,
      endUs: this.#endUs,
      frames: this.nodes.frames,
      parent: Int32Array.from(this.nodes.parent),
      samples: Uint32Array.from(this.#samples),
      timesUs: Float64Array.from(this.#times),
    };
  }
}

/** Bytes that are filled in stack by stack. */
export class ByteTree {
  readonly nodes = new CallNodes();
  readonly #bytes: number[] = [];
  #samples = 0;

  add(node: number, bytes: number): void {
    this.#bytes[node] = (this.#bytes[node] ?? 0) + bytes;
    this.#samples++;
  }

  profile(): HeapProfile {
    const { frames, parent } = this.nodes;
    return {
      frames,
      parent: Int32Array.from(parent),
      ids: Float64Array.from(frames, (_, i) => i + 1),
      selfBytes: Float64Array.from(frames, (_, i) => this.#bytes[i] ?? 0),
      samples: this.#samples,
    };
  }
}
