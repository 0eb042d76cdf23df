import { deflateSync, inflateSync } from "node:zlib";
import { countTerms, similarity, type TermCounts } from "./terms.ts";

/** How much an agent may remember. */
export interface ContextLimits {
  /** UTF-8 bytes that are kept as plain text; beyond them all of it is compressed into one chunk. */
  readonly recentBytes: number;
  /** Compressed chunks that are kept; beyond them the oldest is forgotten, so that a context cannot grow for ever. */
  readonly chunks: number;
}

/** An entry, and its terms counted once, because it is compared with much that comes after it. */
interface Entry {
  readonly text: string;
  readonly terms: TermCounts;
}

/** Entries that have been compressed together. */
interface Chunk {
  readonly data: Uint8Array;
  readonly rawBytes: number;
}

/** What an agent remembers: recent entries as text, older ones compressed, the oldest forgotten. */
export class Context {
  private readonly limits: ContextLimits;
  private recent: Entry[] = [];
  private recentBytes = 0;
  private chunks: readonly Chunk[] = [];

  constructor(limits: ContextLimits = { recentBytes: 16_384, chunks: 4 }) {
    this.limits = limits;
  }

  /** Remembers an entry, and compresses if there is more recent text than the limits allow. */
  append(text: string): void {
    this.recent.push({ text, terms: countTerms(text) });
    this.recentBytes += Buffer.byteLength(text);
    if (this.recentBytes > this.limits.recentBytes) this.compress();
  }

  /** Compresses all recent entries into one chunk. */
  compress(): void {
    if (this.recent.length === 0) return;
    const raw = Buffer.from(JSON.stringify(this.recent.map((entry) => entry.text)));
    // deflateSync returns a window on a buffer of 16 KiB or more; the copy holds what is used and no more.
    const data = new Uint8Array(deflateSync(raw));
    this.chunks = [...this.chunks, { data, rawBytes: raw.length }].slice(-this.limits.chunks);
    this.recent = [];
    this.recentBytes = 0;
  }

  /** The recent entries that have most to do with a text, best first. */
  recall(text: string, count: number): readonly string[] {
    const wanted = countTerms(text);
    return this.recent
      .map((entry) => ({ entry, score: similarity(wanted, entry.terms) }))
      .sort((left, right) => right.score - left.score)
      .slice(0, count)
      .map(({ entry }) => entry.text);
  }

  /** Everything that is still remembered, oldest first; decompresses all chunks. */
  entries(): readonly string[] {
    return [...this.chunks.flatMap(restore), ...this.recent.map((entry) => entry.text)];
  }

  /** Bytes of text held: recent entries as UTF-8, and the compressed chunks. */
  get sizeBytes(): number {
    return this.chunks.reduce((sum, chunk) => sum + chunk.data.length, this.recentBytes);
  }

  /** Raw bytes for one compressed byte, over the chunks held; `null` before the first compression. */
  get compressionRatio(): number | null {
    if (this.chunks.length === 0) return null;
    const rawBytes = this.chunks.reduce((sum, chunk) => sum + chunk.rawBytes, 0);
    return rawBytes / this.chunks.reduce((sum, chunk) => sum + chunk.data.length, 0);
  }
}

function restore(chunk: Chunk): readonly string[] {
  return JSON.parse(inflateSync(chunk.data).toString()) as string[];
}
