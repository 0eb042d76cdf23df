/** Joins the chunks of a thread into one row of samples, and counts what lies between them. */
import { ROOT } from "./call-tree.ts";
import type { CpuProfile } from "../../run/cpu-profile.ts";

/** The samples of a thread in order of time. A sample lasts until the next one. */
export interface ThreadSamples {
  readonly node: Uint32Array;
  readonly startUs: Float64Array;
  readonly wallUs: Float64Array;
  /** Time between chunks that no chunk covers, µs; 0 where chunks overlap, as the probe's do. */
  readonly gapUs: number;
  /** Where the first chunk begins and the last one ends, µs. */
  readonly fromUs: number;
  readonly toUs: number;
}

export interface Chunk {
  readonly profile: CpuProfile;
  /** The call tree's node of each of the profile's nodes. */
  readonly nodes: Uint32Array;
}

export class ThreadSamplesBuilder {
  readonly #node: number[] = [];
  readonly #start: number[] = [];
  readonly #wall: number[] = [];
  #gapUs = 0;
  #fromUs = Number.POSITIVE_INFINITY;
  #toUs = Number.NEGATIVE_INFINITY;

  /** @param place the node that a sample counts for, given that of the sample before */
  add({ profile, nodes }: Chunk, place: (node: number, before: number) => number): void {
    const { samples, timesUs, startUs, endUs } = profile;
    if (Number.isFinite(this.#toUs)) this.#gapUs += Math.max(0, startUs - this.#toUs);
    this.#fromUs = Math.min(this.#fromUs, startUs);
    // The next chunk starts before the last one stops, and both hold the samples taken in between.
    let from = 0;
    while (from < samples.length && (timesUs[from] as number) <= this.#lastStart()) from++;
    const firstUs = timesUs[from];
    if (firstUs !== undefined && startUs <= this.#toUs) this.#closeLast(firstUs);
    for (let i = from; i < samples.length; i++) {
      const start = timesUs[i] as number;
      const end = i + 1 < samples.length ? (timesUs[i + 1] as number) : Math.max(endUs, start);
      this.#node.push(place(nodes[samples[i] as number] as number, this.#node.at(-1) ?? ROOT));
      this.#start.push(start);
      this.#wall.push(end - start);
    }
    this.#toUs = Math.max(this.#toUs, endUs);
  }

  samples(): ThreadSamples {
    return {
      node: Uint32Array.from(this.#node),
      startUs: Float64Array.from(this.#start),
      wallUs: Float64Array.from(this.#wall),
      gapUs: this.#gapUs,
      fromUs: Number.isFinite(this.#fromUs) ? this.#fromUs : 0,
      toUs: Number.isFinite(this.#toUs) ? this.#toUs : 0,
    };
  }

  #lastStart(): number {
    return this.#start.at(-1) ?? Number.NEGATIVE_INFINITY;
  }

  /** The last sample of the chunk before lasts until the first of this one, where they touch. */
  #closeLast(untilUs: number): void {
    const last = this.#start.length - 1;
    if (last >= 0) this.#wall[last] = Math.max(0, untilUs - (this.#start[last] as number));
  }
}
