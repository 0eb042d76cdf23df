/**
 * The CPU profile of the thread it runs in, cut into chunks. The next chunk starts *before* the last one stops, inside one
 * V8 profiler: both hold the samples of the moment, so nothing is lost, and V8 doesn't log the whole program's code anew
 * (on a large program `Profiler.stop` + `Profiler.start` takes 200-300 ms; this takes 0.1 ms and the writing).
 */
import type { Session } from "node:inspector";
import { getHeapStatistics } from "node:v8";
import { cpuChunkFile } from "../run/layout.ts";
import type { CpuProfiler, RawProfile } from "./engines/cpu-profiler.ts";
import { nowUs, stringify, writeWhole } from "./pristine.ts";

/** A chunk passes through the thread's own heap, as text, objects and text again. */
const HEAP_PER_BYTE = 4;
/** What a sample adds to a chunk at the most, bytes: a stack of its own. */
const BYTES_PER_SAMPLE = 2_000;

export class CpuChunks {
  readonly #profiler: CpuProfiler;
  readonly #threadDir: string;
  /** Titles of the profiles that run: one, or more where a cut has failed half-way. */
  #running: string[] = [];
  #chunk = 0;
  #chunkBytes = 0;
  #cutAtUs = nowUs();
  #cutting = false;
  #ended = false;
  cutUs = 0;
  failedCuts = 0;
  onChunk: (profile: RawProfile) => void = () => {};

  readonly #intervalUs: number;

  constructor(profiler: CpuProfiler, threadDir: string, intervalUs: number) {
    this.#profiler = profiler;
    this.#threadDir = threadDir;
    this.#intervalUs = intervalUs;
    profiler.onProfile = (title, profile) => this.#finished(title, profile);
    this.#startNext();
  }

  get chunks(): number {
    return this.#chunk;
  }

  get session(): Session {
    return this.#profiler.session;
  }

  /** Writes what was sampled since the last cut. @returns how long that took, µs */
  cut(): number {
    return this.#cut({ last: false });
  }

  /** The last cut. Further calls do nothing. */
  end(): void {
    if (!this.#ended) this.#cut({ last: true });
  }

  #cut({ last }: { last: boolean }): number {
    if (this.#cutting || this.#ended) return 0;
    const startUs = nowUs();
    this.#ended = last;
    if (!this.#hasRoom(startUs)) {
      this.failedCuts++;
      if (last) this.#profiler.end();
      return 0;
    }
    this.#cutting = true;
    this.#cutAtUs = startUs;
    try {
      const before = this.#running;
      this.#running = [];
      if (!last) this.#startNext();
      for (const title of before) this.#profiler.stop(title);
    } catch {
      this.failedCuts++; // e.g. a stack overflow in the program that we have interrupted: the next cut gets both
    } finally {
      this.#cutting = false;
    }
    const tookUs = nowUs() - startUs;
    this.cutUs += tookUs;
    return tookUs;
  }

  /** A program near its heap's limit must not be pushed over it: the cut waits for a better moment. */
  #hasRoom(atUs: number): boolean {
    const { heap_size_limit: limit, used_heap_size: used } = getHeapStatistics();
    const samples = (atUs - this.#cutAtUs) / this.#intervalUs;
    return limit - used > HEAP_PER_BYTE * Math.max(this.#chunkBytes, samples * BYTES_PER_SAMPLE);
  }

  #startNext(): void {
    const title = `swarmprof-${this.#chunk}-${nowUs()}`;
    this.#running.push(title);
    this.#profiler.start(title);
  }

  #finished(title: string, profile: RawProfile): void {
    if (!title.startsWith("swarmprof-")) return; // the program's own console.profile
    if (!this.#cutting) {
      // The program has called console.profileEnd() without a title, which ends the youngest profile: ours. Go on.
      this.#running = this.#running.filter((running) => running !== title);
      this.#startNext();
    }
    try {
      const text = stringify(profile);
      this.#chunkBytes = text.length;
      writeWhole(cpuChunkFile(this.#threadDir, ++this.#chunk), text);
      this.onChunk(profile);
    } catch {
      this.failedCuts++; // a full disk, a removed folder: the program must not notice
    }
  }
}
