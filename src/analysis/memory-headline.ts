/** The answer of a memory run in one sentence. */
import type { MemoryFacts } from "./findings/memory-facts.ts";
import { growthSentence } from "./memory/growth-words.ts";
import { bytes, seconds } from "./words.ts";

export function memoryHeadline(facts: MemoryFacts): string {
  const { memory, nameOf } = facts;
  const { overall } = memory;
  if (overall?.growth.verdict === "leak") return growthSentence(overall, nameOf(overall.thread));
  return `${peakWords(facts)}${overall === undefined ? "" : `; ${VERDICTS[overall.growth.verdict]}`}`;
}

const VERDICTS = {
  leak: "memory grows",
  flat: "memory does not grow",
  inconclusive: "whether memory grows is not decided",
} as const;

function peakWords({ memory, run }: MemoryFacts): string {
  if (memory.peak === null) return "This system does not tell what memory processes take";
  const at = seconds(Math.max(0, memory.peak.atUs - run.manifest.startUs) / 1000);
  const [first] = [...memory.peakParts.parts].sort((a, b) => b.bytes - a.bytes);
  const most = first === undefined ? "" : `, ${bytes(first.bytes)} of it ${PART_WORDS[first.name] ?? first.name}`;
  return `Memory peaks at ${bytes(memory.peak.rssBytes)} after ${at}${most}`;
}

const PART_WORDS: Readonly<Record<string, string>> = { "V8 heap": "in the V8 heap" };
