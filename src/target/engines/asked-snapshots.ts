/** Heap snapshots that are asked for while the program runs, and one before the heap reaches its limit. */
import { getHeapStatistics } from "node:v8";
import { askedSnapshotFile } from "../../run/layout.ts";
import { existsSync, readFileSync } from "../pristine.ts";
import type { WriteSnapshot } from "./snapshot-writer.ts";

/** Of the limit: readings are some ms apart, and a program may allocate much until the next one. */
const NEAR = 0.8;
/** V8's limit has room for young objects in it, which old ones may not take: as much as its default is, MiB. */
const [major = 0] = process.versions.node.split(".").map(Number);
const YOUNG_MIB = major >= 26 ? 96 : major >= 24 ? 192 : 48;

export class AskedSnapshots {
  readonly #threadDir: string;
  readonly #request: string;
  readonly #write: WriteSnapshot;
  #answered = 0;
  #taken = 0;
  #nearLimit = false;

  /** @param request a file with the number of the last request, put there by swarmprof */
  constructor(threadDir: string, request: string, write: WriteSnapshot) {
    this.#threadDir = threadDir;
    this.#request = request;
    this.#write = write;
  }

  /** @param usedBytes of V8's heap */
  look(usedBytes: number): void {
    const asked = existsSync(this.#request) ? Number(readFileSync(this.#request, "utf8")) : 0;
    if (asked > this.#answered) {
      this.#answered = asked;
      this.#take("asked");
    }
    if (this.#nearLimit || usedBytes < NEAR * (getHeapStatistics().heap_size_limit - YOUNG_MIB * 2 ** 20)) return;
    this.#nearLimit = true;
    this.#take("near-limit");
  }

  #take(reason: "asked" | "near-limit"): void {
    try {
      this.#write(askedSnapshotFile(this.#threadDir, reason, ++this.#taken));
    } catch {
      // A full disk: the program runs on.
    }
  }
}
