/** The `--json` document: names are held on to by scripts. */
import type { BudgetResult } from "../analysis/budgets.ts";
import type { Finding } from "../analysis/finding.ts";
import type { BenchResult, MetricResult } from "./bench-result.ts";
import type { DoctorVerdict } from "../run/doctor-verdict.ts";
import { type CpuResult, cpuResult } from "./cpu-result.ts";
import { type MemoryResult, memoryResult } from "./memory-result.ts";
import { handoffsResult } from "./messages-result.ts";
import type { HandoffResult } from "./view-model.ts";
import type { ReportFacts } from "./report-view.ts";
import { round } from "./round.ts";

export interface ResultDocument {
  readonly schema: "swarmprof/result@1";
  readonly verb: string;
  readonly run: {
    readonly id: string;
    readonly dir: string;
    readonly bench: string;
    readonly status: string;
    readonly target: {
      readonly exitCode: number | null;
      readonly signal: string | null;
      readonly wallMs: number | null;
    };
  };
  readonly report: string;
  readonly findings: readonly Omit<Finding, "frame" | "show">[];
  readonly budgets?: readonly BudgetResult[];
  /** What @clinic/doctor says. */
  readonly doctor?: DoctorVerdict;
  readonly cpu?: CpuResult;
  readonly memory?: MemoryResult;
  /** Who hands over to whom, the most frequent first; absent where the program told of none. */
  readonly handoffs?: readonly HandoffResult[];
  readonly bench?: readonly BenchResult[];
  readonly metrics?: readonly MetricResult[];
}

/** @param paths relative to the working directory */
export function resultDocument(
  { run, cpu, memory, agents, budgets }: ReportFacts,
  findings: readonly Finding[],
  paths: { readonly run: string; readonly report: string },
): ResultDocument {
  const { manifest } = run;
  const { target } = manifest;
  return {
    schema: "swarmprof/result@1",
    verb: manifest.verb,
    run: {
      id: manifest.id,
      dir: paths.run,
      bench: manifest.bench,
      status: manifest.status,
      target: {
        exitCode: target?.exitCode ?? null,
        signal: target?.signal ?? null,
        wallMs: target === undefined ? null : round(target.wallMs),
      },
    },
    report: paths.report,
    findings: findings.map(({ rule, severity, message, evidence }) => ({ rule, severity, message, evidence })),
    ...(budgets.length === 0 ? {} : { budgets }),
    ...(run.doctor === undefined ? {} : { doctor: run.doctor }),
    ...(cpu === undefined ? {} : { cpu: cpuResult(cpu, agents) }),
    ...(memory === undefined ? {} : { memory: memoryResult(memory, agents) }),
    ...(agents?.handoffs === undefined ? {} : { handoffs: handoffsResult(agents) }),
  };
}
