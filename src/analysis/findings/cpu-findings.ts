import { type Finding, worstFirst } from "../finding.ts";
import { blockingCalls } from "./blocking-calls.ts";
import type { CpuFacts, CpuRule } from "./cpu-facts.ts";
import { deoptimised } from "./deoptimised.ts";
import { fewSamples } from "./few-samples.ts";
import { garbageCollection } from "./garbage-collection.ts";
import { hotFunction } from "./hot-function.ts";
import { hotPackage } from "./hot-package.ts";
import { lostSamples } from "./lost-samples.ts";
import { mostlyWaiting } from "./mostly-waiting.ts";
import { profilerOverhead } from "./profiler-overhead.ts";
import { targetFailed } from "./target-failed.ts";

const RULES: readonly CpuRule[] = [
  targetFailed,
  hotFunction,
  blockingCalls,
  garbageCollection,
  deoptimised,
  lostSamples,
  profilerOverhead,
  hotPackage,
  mostlyWaiting,
  fewSamples,
];

/** What all rules say, worst first. */
export function cpuFindings(facts: CpuFacts): Finding[] {
  return worstFirst(RULES.flatMap((rule) => rule(facts)));
}
