import type { HeapProfileView, ReportView, SampleColumns } from "../view-model.ts";
import { type Swarm, swarmOf } from "./agents/swarm.ts";
import { isTime, type Weight, WEIGHTS } from "./scope.ts";

/** A thread as the page knows it, whichever half of the report saw it. */
export interface PageThread {
  readonly label: string;
  readonly pid: number;
  readonly startMs: number;
  readonly endMs: number;
}

/** All that the page's figures are sums over; by the page's own list of threads. */
export interface Sources {
  readonly threads: readonly PageThread[];
  /** One entry a thread; empty where the thread's CPU time was not recorded. */
  readonly samples: readonly SampleColumns[];
  /** In the order of time. */
  readonly profiles: readonly HeapProfileView[];
  /** Whether heap profiles say how many objects there were. */
  readonly hasObjects: boolean;
  /** The moment of the highest RSS; 0 where memory was not recorded. */
  readonly peakMs: number;
  /** What can be shown; the first is what the page starts with. */
  readonly weights: readonly Weight[];
  readonly endMs: number;
  readonly swarm: Swarm;
}

export function sourcesOf(view: ReportView): Sources {
  const { cpu, memory } = view;
  const threads = pageThreads(view);
  const indexOf = (label: string | undefined): number => threads.findIndex((thread) => thread.label === label);
  const profiles = (memory?.heapProfiles ?? []).map((profile) => {
    return { ...profile, thread: indexOf(memory?.threads[profile.thread]?.label) };
  });
  const ends = [...threads, ...(memory?.processes ?? [])].map(({ endMs }) => endMs);
  return {
    threads,
    samples: threads.map((_, i) => cpu?.samples[i] ?? NO_SAMPLES),
    profiles,
    hasObjects: profiles.some(({ samples }) => samples.objects.some((count) => count > 0)),
    peakMs: memory?.peak.atMs ?? 0,
    weights: WEIGHTS.filter((weight) =>
      isTime(weight)
        ? cpu !== undefined && (weight === "samples") === (cpu.counts === "samples")
        : profiles.some(({ kind }) => kind === weight),
    ),
    endMs: Math.max(0, ...ends),
    swarm: swarmOf(view, threads),
  };
}

const NO_SAMPLES: SampleColumns = {
  startUs: 0,
  wallUs: new Uint32Array(),
  cpuUs: new Uint32Array(),
  node: new Uint32Array(),
};

// Those of the CPU half first, so that a thread has the same index in its lists and on the page.
function pageThreads({ cpu, memory }: ReportView): PageThread[] {
  const seen = [
    ...(cpu?.threads ?? []),
    ...(memory?.threads ?? []).map(({ label, pid, samples: { atMs } }) => {
      return { label, pid, startMs: atMs[0] ?? 0, endMs: atMs.at(-1) ?? 0 };
    }),
  ];
  const threads = new Map<string, PageThread>();
  for (const { label, pid, startMs, endMs } of seen) {
    const other = threads.get(label);
    const from = Math.min(startMs, other?.startMs ?? startMs);
    threads.set(label, { label, pid, startMs: from, endMs: Math.max(endMs, other?.endMs ?? endMs) });
  }
  return [...threads.values()];
}
