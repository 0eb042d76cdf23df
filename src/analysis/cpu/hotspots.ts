import type { Milliseconds } from "../../run/records.ts";
import { type CpuAnalysis, toMs } from "./analyse-cpu.ts";
import type { FrameKind } from "./frame-kind.ts";

/** A function and its share of the CPU time of all threads. */
export interface Hotspot {
  /** Index into the frames of the call tree. */
  readonly frame: number;
  readonly selfMs: Milliseconds;
  readonly selfPercent: number;
  readonly totalMs: Milliseconds;
  readonly totalPercent: number;
}

/** Every function with any time, the one with most time of its own first. */
export function hotspots({ tree, totals, totalUs }: CpuAnalysis): Hotspot[] {
  const percent = (us: number): number => (totalUs === 0 ? 0 : (us / totalUs) * 100);
  return tree.frames
    .map((_, frame) => ({ frame, self: totals.self[frame] as number, total: totals.total[frame] as number }))
    .filter(({ frame, total }) => total > 0 && tree.frames[frame]?.name !== "(root)")
    .sort((a, b) => b.self - a.self || b.total - a.total)
    .map(({ frame, self, total }) => ({
      frame,
      selfMs: toMs(self),
      selfPercent: percent(self),
      totalMs: toMs(total),
      totalPercent: percent(total),
    }));
}

export interface PackageTime {
  /** An npm package, or what stands for the code that is in none: `your code`, `Node`, … */
  readonly name: string;
  readonly kind: FrameKind;
  readonly selfMs: Milliseconds;
  readonly selfPercent: number;
}

const NAMES: Readonly<Record<FrameKind, string>> = {
  own: "your code",
  package: "packages",
  node: "Node",
  native: "native",
  gc: "garbage collection",
  program: "program (native code, compiler, unknown)",
  idle: "idle by V8's account, busy by the system's",
  probe: "swarmprof",
};

/** CPU time per package, and per kind of code outside of packages; largest first. */
export function packageTimes({ tree, totals, totalUs }: CpuAnalysis): PackageTime[] {
  const byName = new Map<string, { name: string; kind: FrameKind; us: number }>();
  for (const [frame, { kind, package: packageName }] of tree.frames.entries()) {
    const name = packageName || NAMES[kind];
    const entry = byName.get(name) ?? { name, kind, us: 0 };
    entry.us += totals.self[frame] as number;
    byName.set(name, entry);
  }
  return [...byName.values()]
    .filter(({ us }) => us > 0)
    .sort((a, b) => b.us - a.us)
    .map(({ name, kind, us }) => ({
      name,
      kind,
      selfMs: toMs(us),
      selfPercent: totalUs === 0 ? 0 : (us / totalUs) * 100,
    }));
}
