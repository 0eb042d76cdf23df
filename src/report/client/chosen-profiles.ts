import type { HeapProfileView } from "../view-model.ts";
import type { Scope } from "./scope.ts";
import type { Sources } from "./sources.ts";

/** The heap profiles that a scope shows, and what chose them. */
export interface ChosenProfiles {
  /** `peak`, `all`: nothing was chosen; `range`, `before`: the last in the range, or, as it has none, before it. */
  readonly by: "peak" | "all" | "moment" | "range" | "before";
  readonly profiles: readonly HeapProfileView[];
}

/** A thread whose last reading is so little before a moment was still there. */
const NEAR_MS = 50;

/** What is kept is shown at one moment; what was allocated, from the start of the sampling on. */
export function chosenProfiles(sources: Sources, scope: Scope): ChosenProfiles {
  return scope.weight === "allocated" ? allocated(sources, scope) : live(sources, scope);
}

/** Profiles of the scope's kind and thread, in the order of time. */
export function profilesOf({ profiles }: Sources, { weight, thread }: Scope): HeapProfileView[] {
  return profiles.filter((one) => one.kind === weight && (thread === null || one.thread === thread));
}

function live(sources: Sources, scope: Scope): ChosenProfiles {
  const pool = profilesOf(sources, scope);
  const last = lastInRange(pool, scope);
  if (last === undefined) return { by: "before", profiles: [] };
  const { by, until } = last;
  const moment = scope.moment ?? last.profile?.atMs ?? sources.peakMs;
  const before = pool.filter(({ atMs }) => atMs <= until);
  const profiles = eachThread(before, (own, thread) => {
    const ended = Math.max(sources.threads[thread]?.endMs ?? 0, own.at(-1)?.atMs ?? 0) + NEAR_MS < moment;
    const started = (sources.threads[thread]?.startMs ?? 0) - NEAR_MS <= moment;
    // Of several threads, one that is not there at the moment keeps nothing then.
    return scope.thread === null && (ended || !started) ? [] : [nearest(own, moment)];
  });
  return { by, profiles };
}

function allocated(sources: Sources, scope: Scope): ChosenProfiles {
  const pool = profilesOf(sources, scope);
  const last = lastInRange(pool, scope);
  if (last === undefined) return { by: "before", profiles: [] };
  const by = last.by === "peak" ? "all" : last.by;
  const { moment } = scope;
  const profiles = eachThread(pool, (own) => {
    const until = moment === null ? last.until : nearest(own, moment).atMs;
    const chain = own.filter(({ atMs }) => atMs <= until).slice(-1);
    // Sampling that began anew continues where the one before stopped.
    for (let i = own.length - 1; i >= 0; i--) {
      const first = chain[0];
      if (first !== undefined && own[i]!.atMs <= first.fromMs) chain.unshift(own[i]!);
    }
    return chain;
  });
  return { by, profiles };
}

/** @returns what the range asks for, and the time up to which profiles count; undefined where none is early enough */
function lastInRange(
  pool: readonly HeapProfileView[],
  { range, moment }: Scope,
): { by: ChosenProfiles["by"]; until: number; profile?: HeapProfileView } | undefined {
  if (moment !== null) return { by: "moment", until: Infinity };
  if (range === null) return { by: "peak", until: Infinity };
  const until = range.toUs / 1000;
  const profile = pool.findLast(({ atMs }) => atMs <= until);
  if (profile === undefined) return undefined;
  return profile.atMs * 1000 >= range.fromUs ? { by: "range", until, profile } : { by: "before", until, profile };
}

function eachThread(
  pool: readonly HeapProfileView[],
  choose: (own: readonly HeapProfileView[], thread: number) => readonly HeapProfileView[],
): HeapProfileView[] {
  const threads = [...new Set(pool.map(({ thread }) => thread))];
  return threads.flatMap((thread) =>
    choose(
      pool.filter((profile) => profile.thread === thread),
      thread,
    ),
  );
}

function nearest(own: readonly HeapProfileView[], moment: number): HeapProfileView {
  return own.reduce((best, one) => (Math.abs(one.atMs - moment) < Math.abs(best.atMs - moment) ? one : best));
}
