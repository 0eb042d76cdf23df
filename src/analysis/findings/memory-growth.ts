import { growthSentence } from "../memory/growth-words.ts";
import { bytes } from "../words.ts";
import { codeAt } from "./cpu-facts.ts";
import type { MemoryFacts, MemoryRule } from "./memory-facts.ts";

const SEVERITY = { leak: "error", inconclusive: "info", flat: "info" } as const;

/** Whether memory grows, and where it grows, which functions allocated what stays. */
export const memoryGrowth: MemoryRule = (facts) => {
  const { overall, growthSites } = facts.memory;
  if (overall === undefined) return [];
  const { growth, per, levels } = overall;
  const site = growthSites[0];
  const evidence = { verdict: growth.verdict, per, slope: growth.slope, points: levels.length, reason: growth.reason };
  const sentence = growthSentence(overall, facts.nameOf(overall.thread));
  const parts = [sentence, ...growerWords(facts), ...(site === undefined ? [] : [siteWords(facts, site)])];
  const message = parts.join(". ");
  const pointed = site === undefined ? {} : { frame: site.frame, show: "live" as const };
  return [{ rule: "memory-growth", severity: SEVERITY[growth.verdict], message, evidence, ...pointed }];
};

/** The class that most of it is of. */
function growerWords({ growers, fileOf }: MemoryFacts): string[] {
  const [first] = growers ?? [];
  if (first === undefined) return [];
  const { class: name, script, line, countPerIteration, bytesPerIteration, retainingPath } = first;
  const at = line === 0 ? "" : ` (${fileOf(script)}:${line})`;
  const count = countPerIteration >= 1.5 ? `${Math.round(countPerIteration)} ` : "";
  const path = retainingPath.length === 0 ? "" : `, held by \`${retainingPath.join(" → ")}\``;
  return [
    `What grows is ${count}\`${name}\`${at} an iteration, ${bytes(bytesPerIteration)} with what they keep${path}`,
  ];
}

function siteWords(facts: MemoryFacts, site: { frame: number; bytes: number }): string {
  const frame = facts.tree.frames[site.frame];
  const where = frame === undefined ? "" : codeAt(facts, frame);
  return `${bytes(site.bytes)} of what came to stay was allocated in ${where}`;
}
