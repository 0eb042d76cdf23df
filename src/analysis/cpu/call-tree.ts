/**
 * One call tree out of many profiles: the chunks of a thread, the threads of a process, the processes of a run. Nodes are
 * the same where function and path of calls are the same.
 */
import { type CpuProfile, type RawFrame, TIERS } from "../../run/cpu-profile.ts";
import { type FrameKind, frameOrigin } from "./frame-kind.ts";

export interface Frame {
  readonly name: string;
  readonly url: string;
  /** 1-based; 0 where V8 gives none. */
  readonly line: number;
  readonly column: number;
  readonly deopt: string;
  readonly kind: FrameKind;
  readonly package: string;
  /** Samples in each of `TIERS`, native code below the function included; absent where the profiler can't tell tiers. */
  readonly tiers?: readonly number[];
}

/** `parent[i] < i`, but for the root, node 0, which is its own parent. */
export interface CallTree {
  readonly frames: readonly Frame[];
  readonly parent: Uint32Array;
  readonly frame: Uint32Array;
}

export const ROOT = 0;
const PROBE_NODE = 1;

/** The probe's functions that the program's own calls go through, by the names that they have there: as if they weren't. */
const PASSES_THROUGH = new Set([
  "passThrough",
  "apply",
  "construct",
  "call",
  "#once",
  "#repeat",
  "run",
  "runAs",
  "asAgent",
  "#runOn",
  "untimed",
  "#timed",
  "#watched",
  "runIn",
  "runScoped",
  "#runIn",
  "scope",
]);

/** The bundler puts a number behind a name that is taken. */
function passesThrough(name: string): boolean {
  return PASSES_THROUGH.has(name.replace(/\d+$/, ""));
}

/** Grows while profiles are added; `tree()` gives the result. */
export class CallTreeBuilder {
  readonly #frames: Frame[] = [];
  readonly #frameIds = new Map<string, Map<number | string, number>>();
  readonly #parent: number[] = [];
  readonly #frame: number[] = [];
  /** By `parent * 2^24 + frame`. */
  readonly #nodes = new Map<number, number>();
  readonly #tiers = new Map<number, number[]>();
  readonly #probeUrl: string;
  readonly #isProbeUrl = new Map<string, boolean>();

  constructor(probeUrl: string) {
    this.#probeUrl = probeUrl;
    this.#append(ROOT, this.#frameOf({ name: "(root)", url: "", line: 0, column: 0, deopt: "" }));
    const probe = {
      name: "(swarmprof)",
      url: probeUrl,
      line: 0,
      column: 0,
      deopt: "",
      kind: "probe",
      package: "",
    } as const;
    this.#append(ROOT, this.#frames.push(probe) - 1);
  }

  /**
   * Adds the nodes of a profile.
   * @returns the tree's node for each node of the profile. What the probe does is one node, `(swarmprof)`.
   */
  add(profile: Pick<CpuProfile, "frames" | "parent">): Uint32Array {
    const nodes = new Uint32Array(profile.frames.length);
    for (const index of parentsFirst(profile.parent)) {
      const parentIndex = profile.parent[index] as number;
      if (parentIndex < 0) continue; // the root
      const parent = nodes[parentIndex] as number;
      if (parent === PROBE_NODE) {
        nodes[index] = PROBE_NODE;
        continue;
      }
      const raw = profile.frames[index] as RawFrame;
      if (this.#isProbe(raw.url)) nodes[index] = passesThrough(raw.name) ? parent : PROBE_NODE;
      else nodes[index] = this.#child(parent, this.#frameOf(raw));
    }
    return nodes;
  }

  /**
   * V8 puts the collector beside the program. It is shown where it struck instead: below the function that ran last, so
   * that a function's total has what its garbage costs.
   * @param node of a sample; @param before node of the sample before it
   * @returns the node that the sample counts for
   */
  collectorBelow(node: number, before: number): number {
    if (this.#kindOf(node) !== "gc") return node;
    switch (this.#kindOf(before)) {
      case "gc":
      case "probe": // which collects garbage to see what is left
        return before;
      case "program":
      case "idle":
        return node;
      default:
        return this.#child(before, this.#frame[node] as number);
    }
  }

  /**
   * Counts in which tier functions ran: the innermost of a stack of which that is known.
   * @param nodes as `add` gave them
   */
  countTiers({ frames, parent, samples }: CpuProfile, nodes: Uint32Array): void {
    if (!frames.some(({ tier }) => tier !== undefined)) return;
    for (const sample of samples) {
      for (let node = sample; node >= 0; node = parent[node] as number) {
        const tier = frames[node]?.tier;
        if (tier === undefined) continue;
        const frame = this.#frame[nodes[node] as number] as number;
        let counts = this.#tiers.get(frame);
        if (counts === undefined) this.#tiers.set(frame, (counts = TIERS.map(() => 0)));
        const index = TIERS.indexOf(tier);
        counts[index] = (counts[index] as number) + 1;
        break;
      }
    }
  }

  tree(): CallTree {
    const frames = this.#frames.map((frame, id) => {
      const tiers = this.#tiers.get(id);
      return tiers === undefined ? frame : { ...frame, tiers };
    });
    return { frames, parent: Uint32Array.from(this.#parent), frame: Uint32Array.from(this.#frame) };
  }

  /** V8 and Node escape a path's characters differently. */
  #isProbe(url: string): boolean {
    const known = this.#isProbeUrl.get(url);
    if (known !== undefined) return known;
    const isProbe = unescaped(url) === unescaped(this.#probeUrl);
    this.#isProbeUrl.set(url, isProbe);
    return isProbe;
  }

  /** V8 gives up on a function at some time: earlier chunks don't know of it. */
  #noteDeopt(id: number, deopt: string): void {
    const frame = this.#frames[id];
    if (deopt !== "" && frame?.deopt === "") this.#frames[id] = { ...frame, deopt };
  }

  #kindOf(node: number): FrameKind | undefined {
    return this.#frames[this.#frame[node] as number]?.kind;
  }

  #child(parent: number, frame: number): number {
    const key = parent * 0x1000000 + frame;
    const known = this.#nodes.get(key);
    if (known !== undefined) return known;
    const node = this.#append(parent, frame);
    this.#nodes.set(key, node);
    return node;
  }

  #append(parent: number, frame: number): number {
    this.#frame.push(frame);
    return this.#parent.push(parent) - 1;
  }

  #frameOf(raw: RawFrame): number {
    let ids = this.#frameIds.get(raw.url);
    if (ids === undefined) this.#frameIds.set(raw.url, (ids = new Map()));
    // A position names one function; where there is none (V8's own code, other languages), the name does.
    const place = raw.line * 0x1000000 + raw.column;
    const key = raw.url === "" || raw.line === 0 ? `${raw.name} ${place}` : place;
    const known = ids.get(key);
    if (known !== undefined) {
      this.#noteDeopt(known, raw.deopt);
      return known;
    }
    const { tier: _tier, ...told } = raw;
    const frame = {
      ...told,
      name: raw.name || "(anonymous)",
      ...frameOrigin(raw.name, raw.url, raw.line),
    };
    const id = this.#frames.push(frame) - 1;
    ids.set(key, id);
    return id;
  }
}

function unescaped(url: string): string {
  try {
    return decodeURIComponent(url);
  } catch {
    return url; // a "%" that escapes nothing
  }
}

/** V8 writes parents before their children; other tools need not. */
function parentsFirst(parent: Int32Array): Iterable<number> {
  if (parent.every((up, index) => up < index)) return parent.keys();
  const children: number[][] = Array.from(parent, () => []);
  const order: number[] = [];
  for (const [index, up] of parent.entries()) {
    if (up < 0) order.push(index);
    else children[up]?.push(index);
  }
  for (let i = 0; i < order.length; i++) order.push(...(children[order[i] as number] ?? []));
  return order;
}
