/** How the figures of memory were made, how far off they may be, what is missing, and what the profiler cost. */
import type { MemoryFacts } from "../analysis/findings/memory-facts.ts";
import { bytes, milliseconds, percent, seconds } from "../analysis/words.ts";

export function memoryHonesty(facts: MemoryFacts): string[] {
  return [timeline(facts), levels(facts), sampling(facts), parts(facts), probe(facts)].filter((text) => text !== "");
}

function timeline({ memory }: MemoryFacts): string {
  const { settings, longestGapMs, threads } = memory;
  const asked = `RSS was read every ${settings.intervalMs} ms from outside the program`;
  const gap = longestGapMs === null ? "" : `, with a longest gap of ${milliseconds(longestGapMs)}`;
  const heapGap = Math.max(0, ...threads.map((thread) => thread?.longestGapMs ?? 0));
  const peaks =
    "Peaks of RSS are the system's own high-water marks; those of the heap count what V8 tells before each collection";
  return `${asked}${gap}; V8's heaps as often, from inside, with a longest gap of ${milliseconds(heapGap)}. ${peaks}.`;
}

function levels({ memory }: MemoryFacts): string {
  const forced = memory.threads.flatMap((thread) => thread?.memory.levels ?? []);
  if (forced.length === 0) return "";
  const watched = Math.min(...memory.threads.map((thread) => thread?.watched ?? 1));
  const unwatched =
    watched > 0.999
      ? ""
      : ` A thread collects so often that only ${percent(100 * watched)} of the time was watched: its collections and what it allocated are estimated from that.`;
  const tookMs = forced.reduce((sum, [, us]) => sum + us, 0) / 1000;
  return `${forced.length} garbage collections were forced to see what is left, ${seconds(tookMs)} in all; they are not counted as the program's.${unwatched}`;
}

function sampling({ memory }: MemoryFacts): string {
  if (memory.profiles.length === 0) return "No heap profile could be taken.";
  const { heapIntervalBytes } = memory.settings;
  return `Where memory was allocated is estimated from one sample every ${bytes(heapIntervalBytes)} on average: a function with less than ${bytes(4 * heapIntervalBytes)} is uncertain by half. V8 tells the bytes of a sample, not how many objects they stand for, and counts what an inlined function allocates for its caller.`;
}

function parts({ memory }: MemoryFacts): string {
  const { notResidentBytes } = memory.peakParts;
  if (notResidentBytes < 1e6) return "";
  return `At the peak, ${bytes(notResidentBytes)} was reserved by V8 and by objects but never touched, so it is not in RSS.`;
}

function probe({ memory, run }: MemoryFacts): string {
  const still = run.processes.flatMap(({ threads }) => threads).reduce((sum, { end }) => sum + (end?.cutUs ?? 0), 0);
  return `swarmprof itself takes about ${bytes(memory.probeBytes)} of this memory, and held the program's threads for ${milliseconds(still / 1000)}.`;
}
