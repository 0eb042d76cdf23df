/** What a heap snapshot says, as plain data: for the page, and all but `map` for `--json`. Sizes are bytes. */

export interface HeapView {
  /** In the order in which they were given; the last is the one that all figures are of. */
  readonly files: readonly HeapFileView[];
  /** What objects take, outside V8's heap too. */
  readonly totalBytes: number;
  readonly objects: number;
  readonly references: number;
  /** What V8 knows that native code holds, for no object in particular. */
  readonly extraNativeBytes: number;
  readonly unreachable: { readonly count: number; readonly bytes: number };
  /** Those that retain most first. */
  readonly classes: readonly HeapClassView[];
  /** Classes in all; `classes` are the largest of them. */
  readonly classCount: number;
  /** None of them is held by another. */
  readonly holders: readonly HeapHolderView[];
  readonly strings: {
    readonly count: number;
    readonly bytes: number;
    /** In copies of a text beyond the first. */
    readonly wastedBytes: number;
    readonly duplicates: readonly DuplicateStringView[];
  };
  /** Closures by their function, those that retain most first. */
  readonly functions: readonly HeapFunctionView[];
  /** Functions by what they allocated of what is live; present where the snapshot was taken with allocations tracked. */
  readonly sites?: readonly HeapSiteView[];
  /** Outside V8's heap, by what native code calls it. */
  readonly native: readonly { name: string; count: number; bytes: number; path: string }[];
  /** Globals of the thread and of contexts of `node:vm`. */
  readonly contexts: readonly { id: number; retainedBytes: number; path: string }[];
  /** Present where the snapshot has agents, or classes of agents were named. */
  readonly agents?: HeapAgentsView;
  /** Present where several snapshots were given. */
  readonly change?: { readonly isSameProcess: boolean; readonly totalBytes: number; readonly objects: number };
  /** Present with three snapshots or more of one process: what is more in each. */
  readonly growers?: readonly GrowerView[];
  /** Present where a class was asked for. */
  readonly instances?: InstancesView;
  readonly map: HeapMapView;
}

export interface HeapFileView {
  readonly file: string;
  readonly fileBytes: number;
  readonly objects: number;
  readonly totalBytes: number;
}

export interface CodePlaceView {
  /** Path relative to the working directory, `node:fs`, or "". */
  readonly file: string;
  /** 1-based; 0 where there is none. */
  readonly line: number;
}

export interface HeapClassView extends CodePlaceView {
  readonly class: string;
  readonly count: number;
  readonly shallowBytes: number;
  readonly retainedBytes: number;
  /** How its objects are held, of the largest classes; by a sample where there are many. */
  readonly paths: readonly HeldAlikeView[];
  readonly change?: ClassChangeView;
}

/** Against the first snapshot. `null` where the snapshots are of two processes, so that objects can't be told apart. */
export interface ClassChangeView {
  readonly count: number;
  readonly shallowBytes: number;
  readonly newCount: number | null;
  readonly newBytes: number | null;
  readonly freedCount: number | null;
  readonly freedBytes: number | null;
}

export interface HeldAlikeView {
  /** `global.swarm → Swarm.agents → Array[…] → Planner` */
  readonly path: string;
  readonly count: number;
  readonly retainedBytes: number;
}

export interface HeapHolderView {
  /** V8's number of the object, as `@` in DevTools. */
  readonly id: number;
  readonly class: string;
  readonly path: string;
  readonly retainedBytes: number;
  readonly holds: readonly { readonly class: string; readonly count: number; readonly bytes: number }[];
}

export interface DuplicateStringView {
  readonly count: number;
  readonly bytes: number;
  readonly wastedBytes: number;
  /** Path to one of them. */
  readonly path: string;
  /** Its beginning, where it was asked for. */
  readonly text?: string;
}

export interface HeapFunctionView extends CodePlaceView {
  readonly function: string;
  readonly count: number;
  readonly shallowBytes: number;
  readonly retainedBytes: number;
}

export interface HeapSiteView extends CodePlaceView {
  readonly function: string;
  readonly count: number;
  readonly bytes: number;
  /** Not in the first snapshot; all of them where there is only one. */
  readonly newCount: number;
  readonly newBytes: number;
}

export interface HeapAgentsView {
  readonly agents: readonly {
    readonly id: string;
    readonly role: string;
    readonly ownBytes: number;
    readonly sharedBytes: number;
    readonly holds: readonly string[];
  }[];
  readonly ownBytes: number;
  readonly sharedBytes: number;
  readonly globalBytes: number;
  readonly unreachableBytes: number;
  readonly probeBytes: number;
}

export interface GrowerView extends CodePlaceView {
  readonly class: string;
  /** In each snapshot. */
  readonly counts: readonly number[];
  readonly countPerSnapshot: number;
  /** With what these objects alone keep. */
  readonly bytesPerSnapshot: number;
  readonly paths: readonly HeldAlikeView[];
}

export interface InstancesView {
  readonly class: string;
  readonly count: number;
  readonly paths: readonly HeldAlikeView[];
  readonly largest: readonly {
    readonly id: number;
    readonly shallowBytes: number;
    readonly retainedBytes: number;
    readonly path: string;
  }[];
}

/** A part of the heap; what its parts don't add up to is itself, and what is too small to be seen. */
export interface HeapMapView {
  readonly name: string;
  readonly count: number;
  readonly bytes: number;
  readonly parts: readonly HeapMapView[];
}
