/**
 * V8's sampling heap profiler in the thread it runs in. Each reading is written as a `.heapprofile` and named in a list.
 * V8 collects garbage before it answers, so that a live profile holds what is live.
 */
import { Session } from "node:inspector";
import { join } from "node:path";
import { heapProfileName } from "../run/layout.ts";
import type { AllocationKind, HeapProfileRow } from "../run/records.ts";
import { scriptUrl } from "../run/script-url.ts";
import { appendText, nowUs, stringify, writeWhole } from "./pristine.ts";
import type { CalledNode } from "./source-maps.ts";

interface RawHeapNode extends CalledNode {
  readonly children: readonly RawHeapNode[];
}

interface RawHeapProfile {
  readonly head: RawHeapNode;
}

export interface TakenProfile {
  readonly t: number;
  /** undefined where V8 has refused. */
  readonly profile: RawHeapProfile | undefined;
}

export class HeapSampling {
  readonly #session = new Session();
  readonly #threadDir: string;
  readonly #list: string;
  readonly #intervalBytes: number;
  #kind: AllocationKind;
  #fromUs = 0;
  #profiles = 0;
  /** Given the functions of every profile. */
  onProfile: (nodes: readonly CalledNode[]) => void = () => {};

  constructor(threadDir: string, list: string, settings: { intervalBytes: number; kind: AllocationKind }) {
    this.#threadDir = threadDir;
    this.#list = list;
    this.#intervalBytes = settings.intervalBytes;
    this.#kind = settings.kind;
    this.#session.connect();
    this.#start();
  }

  get session(): Session {
    return this.#session;
  }

  get kind(): AllocationKind {
    return this.#kind;
  }

  /** Forgets all that was sampled so far. */
  restart(kind: AllocationKind): void {
    this.#session.post("HeapProfiler.stopSampling");
    this.#kind = kind;
    this.#start();
  }

  /** Collects garbage, and reads what has been sampled. */
  take(): TakenProfile {
    const t = nowUs();
    let profile: RawHeapProfile | undefined;
    this.#session.post("HeapProfiler.getSamplingProfile", (error, answer) => {
      if (error === null) profile = answer.profile;
    });
    return { t, profile };
  }

  /**
   * @param levelBytes what is left in heap and outside
   * @throws Error where it cannot be written
   */
  write({ t, profile }: TakenProfile, reason: string, levelBytes: number): void {
    if (profile === undefined) return;
    const file = heapProfileName(++this.#profiles);
    writeWhole(join(this.#threadDir, file), stringify(profile));
    const row: HeapProfileRow = {
      file,
      t,
      from: this.#fromUs,
      kind: this.#kind,
      reason,
      intervalBytes: this.#intervalBytes,
      levelBytes,
    };
    appendText(this.#list, `${stringify(row)}\n`);
    this.onProfile(flat(profile.head));
  }

  end(): void {
    this.#session.disconnect();
  }

  #start(): void {
    const all = this.#kind === "all";
    this.#fromUs = nowUs();
    this.#session.post("HeapProfiler.startSampling", {
      samplingInterval: this.#intervalBytes,
      includeObjectsCollectedByMajorGC: all,
      includeObjectsCollectedByMinorGC: all,
    } as never);
  }
}

/** With URLs where V8 has paths, as CPU profiles have them. */
function flat(head: RawHeapNode): CalledNode[] {
  const nodes = [head];
  for (let i = 0; i < nodes.length; i++) for (const child of nodes[i]?.children ?? []) nodes.push(child);
  return nodes.map(({ callFrame: { url } }) => ({ callFrame: { url: scriptUrl(url) } }));
}
