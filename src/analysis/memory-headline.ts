/** The answer of a memory run in one sentence. */
import { codeAt } from "./findings/cpu-facts.ts";
import type { MemoryFacts } from "./findings/memory-facts.ts";
import { growthSentence } from "./memory/growth-words.ts";
import { bytes, percent, seconds } from "./words.ts";

export function memoryHeadline(facts: MemoryFacts): string {
  const { memory, nameOf } = facts;
  const { overall } = memory;
  if (facts.run.manifest.imported !== undefined) return importedWords(facts);
  if (overall?.growth.verdict === "leak") return growthSentence(overall, nameOf(overall.thread));
  return `${peakWords(facts)}${overall === undefined ? "" : `; ${VERDICTS[overall.growth.verdict]}`}`;
}

const VERDICTS = {
  leak: "memory grows",
  flat: "memory does not grow",
  inconclusive: "whether memory grows is not decided",
} as const;

/** A heap profile alone: where memory was allocated, and nothing of processes. */
function importedWords({ live, memory, tree, place }: MemoryFacts): string {
  if (live === undefined)
    return memory.profiles.length === 0 ? "Nothing was allocated" : "What was allocated, of which some may be garbage";
  const [top] = live.sites;
  const frame = tree.frames[top?.frame ?? -1];
  if (top === undefined || frame === undefined) return "Nothing is live in the heap profile";
  return `${percent(top.selfPercent)} of ${bytes(live.totalBytes)} of live memory was allocated in ${codeAt({ place }, frame)}`;
}

function peakWords({ memory, run }: MemoryFacts): string {
  if (memory.peak === null) return "This system does not tell what memory processes take";
  const at = seconds(Math.max(0, memory.peak.atUs - run.manifest.startUs) / 1000);
  const [first] = [...memory.peakParts.parts].sort((a, b) => b.bytes - a.bytes);
  const most = first === undefined ? "" : `, ${bytes(first.bytes)} of it ${PART_WORDS[first.name] ?? first.name}`;
  return `Memory peaks at ${bytes(memory.peak.rssBytes)} after ${at}${most}`;
}

const PART_WORDS: Readonly<Record<string, string>> = { "V8 heap": "in the V8 heap" };
