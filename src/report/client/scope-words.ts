import { choiceWords } from "./agents/agent-choice.ts";
import { bytesText } from "../quantity.ts";
import type { HeapProfileView } from "../view-model.ts";
import { type ChosenProfiles, chosenProfiles } from "./chosen-profiles.ts";
import { figuresOf } from "./figures.ts";
import { isTime, type Scope, type TimeRange } from "./scope.ts";
import type { Sources } from "./sources.ts";

/**
 * What the figures of the page are taken over, for the titles of the parts: `CPU time, main, 0.80–1.40 s`;
 * `live memory at 3.21 s (peak), the last profile in 1.00–4.00 s`.
 */
export function scopeWords(sources: Sources, scope: Scope): string {
  const { words } = figuresOf(scope);
  const thread = scope.thread === null ? "" : (sources.threads[scope.thread]?.label ?? "");
  if (!isTime(scope.weight)) {
    const chosen = chosenProfiles(sources, scope);
    // Said, since the reader chose otherwise.
    const everybody = scope.agents === "" ? "" : "of all agents together";
    return join([`${words} ${when(chosen.profiles, scope)}`, why(chosen.by, scope.range), thread, everybody]);
  }
  const agents = choiceWords(scope.agents, sources.swarm);
  return join([words, agents, thread, scope.range === null ? "" : rangeWords(scope.range)]);
}

/** So many samples vary by half, as their number varies by its root. */
const CERTAIN_SAMPLES = 4;

/** How fine the heap profiles are that the scope shows; "" where it shows time. */
export function samplingWords(sources: Sources, scope: Scope): string {
  const intervals = isTime(scope.weight)
    ? []
    : chosenProfiles(sources, scope).profiles.map(({ intervalBytes }) => intervalBytes);
  if (intervals.length === 0) return "";
  const interval = Math.max(...intervals);
  if (interval === 0) return ""; // an imported profile need not tell
  const few = scope.count === "bytes" ? `less than ${bytesText(CERTAIN_SAMPLES * interval)}` : "few objects";
  return `Sampled every ${bytesText(interval)}, on average: a function with ${few} is uncertain by half.`;
}

export function rangeWords({ fromUs, toUs }: TimeRange): string {
  return `${seconds(fromUs)}–${seconds(toUs)} s`;
}

export function seconds(us: number): string {
  return (us / 1e6).toFixed(2);
}

function when(profiles: readonly HeapProfileView[], { weight }: Scope): string {
  if (profiles.length === 0) return "before the first profile";
  const times = profiles.map(({ atMs }) => atMs);
  const last = Math.max(...times);
  if (weight === "allocated") {
    const first = Math.min(...profiles.map(({ fromMs }) => fromMs));
    return `from ${seconds(first * 1000)} to ${seconds(last * 1000)} s`;
  }
  const first = seconds(Math.min(...times) * 1000);
  const reasons = new Set(profiles.map(({ reason }) => reason));
  const reason = reasons.size === 1 ? ` (${[...reasons].join("")})` : "";
  const at = first === seconds(last * 1000) ? first : `${first}–${seconds(last * 1000)}`;
  return `at ${at} s${reason}`;
}

function why(by: ChosenProfiles["by"], range: TimeRange | null): string {
  if (range === null || by === "moment") return "";
  if (by === "range") return `the last profile in ${rangeWords(range)}`;
  return `the last profile before ${seconds(range.fromUs)} s`;
}

function join(parts: readonly string[]): string {
  return parts.filter((part) => part !== "").join(", ");
}
