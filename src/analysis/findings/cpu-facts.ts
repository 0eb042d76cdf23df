/** What the CPU rules look at. */
import type { Run } from "../../run/read-run.ts";
import type { CpuAnalysis } from "../cpu/analyse-cpu.ts";
import type { Frame } from "../cpu/call-tree.ts";
import type { Hotspot, PackageTime } from "../cpu/hotspots.ts";
import type { Finding } from "../finding.ts";

export interface CpuFacts {
  readonly run: Run;
  readonly analysis: CpuAnalysis;
  readonly hotspots: readonly Hotspot[];
  readonly packages: readonly PackageTime[];
  /** A frame's file, relative to where the target was started. */
  readonly place: (frame: Frame) => string;
}

/** A rule looks at one thing; it is silent where that is well. */
export type CpuRule = (facts: CpuFacts) => readonly Finding[];

/** `name`, file:line — how a sentence ends in the code. */
export function codeAt(facts: Pick<CpuFacts, "place">, frame: Frame): string {
  const place = facts.place(frame);
  return place === "" ? `\`${frame.name}\`` : `\`${frame.name}\`, ${place}${frame.line > 0 ? `:${frame.line}` : ""}`;
}
