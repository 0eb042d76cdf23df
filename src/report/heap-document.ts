/** The `--json` document of `swarmprof heap`: names are held on to by scripts. */
import type { Finding } from "../analysis/finding.ts";
import type { HeapView } from "./heap-view-model.ts";

export interface HeapDocument {
  readonly schema: "swarmprof/result@1";
  readonly verb: "heap";
  /** Relative to the working directory. */
  readonly report: string;
  readonly findings: readonly Omit<Finding, "frame" | "show">[];
  readonly heap: Omit<HeapView, "map">;
}

export function heapDocument(view: HeapView, findings: readonly Finding[], report: string): HeapDocument {
  const { map: _, ...heap } = view;
  return {
    schema: "swarmprof/result@1",
    verb: "heap",
    report,
    findings: findings.map(({ rule, severity, message, evidence }) => ({ rule, severity, message, evidence })),
    heap,
  };
}
