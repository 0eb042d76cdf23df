/** Analysis of a run → what the report says, of whichever halves were recorded. */
import type { AgentAnalysis } from "../analysis/agents/agent.ts";
import type { BudgetResult } from "../analysis/budgets.ts";
import type { CallTree, Frame } from "../analysis/cpu/call-tree.ts";
import type { Finding } from "../analysis/finding.ts";
import { budgetBroken } from "../analysis/findings/budget-broken.ts";
import { mostAllocatedIn } from "../analysis/findings/live-memory.ts";
import type { CpuFacts } from "../analysis/findings/cpu-facts.ts";
import type { MemoryFacts } from "../analysis/findings/memory-facts.ts";
import { doctorHeadline } from "../analysis/findings/doctor.ts";
import { cpuHeadline } from "../analysis/headline.ts";
import { memoryHeadline } from "../analysis/memory-headline.ts";
import { bytes } from "../analysis/words.ts";
import type { RecordedProcess, Run } from "../run/read-run.ts";
import type { RunManifest } from "../run/records.ts";
import { agentsView } from "./agents-view.ts";
import { cpuHonesty } from "./cpu-honesty.ts";
import { cpuFigures, cpuView } from "./cpu-view.ts";
import { importedEnvironment, importedFigures, importedHonesty } from "./imported-view.ts";
import { memoryHonesty } from "./memory-honesty.ts";
import { memoryFigures, memoryView } from "./memory-view.ts";
import type { AgentsView, CodeView, FindingView, NamedValue, ReportView } from "./view-model.ts";

/** A run, and what is known of each half; undefined is what was not recorded. */
export interface ReportFacts {
  readonly run: Run;
  readonly tree: CallTree;
  readonly place: (frame: Frame) => string;
  readonly cpu: CpuFacts | undefined;
  readonly memory: MemoryFacts | undefined;
  readonly agents: AgentAnalysis | undefined;
  readonly budgets: readonly BudgetResult[];
}

/** @param findings of both halves, worst first */
export function reportView(facts: ReportFacts, findings: readonly Finding[]): ReportView {
  const { run, tree, cpu, memory, agents } = facts;
  const { manifest } = run;
  const listed = agents === undefined ? undefined : agentsView(agents, manifest.startUs);
  return {
    schema: "swarmprof/report@1",
    verb: manifest.verb,
    bench: manifest.bench,
    runId: manifest.id,
    startedAt: manifest.startedAt,
    command: manifest.command.join(" "),
    headline: headline(facts),
    findings: findings.map((finding) => findingView(finding, listed)),
    facts: figures(facts),
    environment: environment(run),
    honesty: honesty(facts),
    ...(tree.parent.length > 1 || cpu !== undefined ? { code: codeView(tree, facts.place) } : {}),
    ...(cpu === undefined ? {} : { cpu: cpuView(cpu, agents) }),
    ...(memory === undefined ? {} : { memory: memoryView(memory, facts.budgets) }),
    ...(listed === undefined ? {} : { agents: listed }),
  };
}

function honesty({ run, memory, cpu }: ReportFacts): string[] {
  const { imported } = run.manifest;
  if (imported !== undefined) return importedHonesty(imported, { cpu, memory });
  return [...(memory === undefined ? [] : memoryHonesty(memory)), ...(cpu === undefined ? [] : cpuHonesty(cpu))];
}

function headline({ run, cpu, memory, budgets }: ReportFacts): string {
  const allocatedIn = memory === undefined ? undefined : mostAllocatedIn(memory);
  const [broken] = budgetBroken(budgets, allocatedIn).filter(({ severity }) => severity === "error");
  if (broken !== undefined) return broken.message;
  if (run.doctor !== undefined) return doctorHeadline(run.doctor);
  if (memory !== undefined && (run.manifest.verb === "mem" || cpu === undefined)) return memoryHeadline(memory);
  return cpu === undefined ? "Nothing was recorded" : cpuHeadline(cpu);
}

function figures({ run, cpu, memory }: ReportFacts): ReportView["facts"] {
  if (run.manifest.imported !== undefined) return importedFigures(run, { cpu, memory });
  if (run.manifest.verb === "mem" && memory !== undefined) return memoryFigures(memory);
  return cpu === undefined ? [] : cpuFigures(cpu);
}

function findingView(
  { rule, severity, message, frame, show, agent }: Finding,
  agents: AgentsView | undefined,
): FindingView {
  const index = agents?.agents.findIndex(({ id, model }) => id === agent?.id && model === agent?.model) ?? -1;
  return {
    rule,
    severity,
    message,
    ...(frame === undefined ? {} : { frame }),
    ...(show === undefined ? {} : { show }),
    ...(index === -1 ? {} : { agent: index }),
  };
}

/** @param place a frame's file, relative to where the target was started */
function codeView(tree: CallTree, place: (frame: Frame) => string): CodeView {
  return {
    frames: tree.frames.map((frame) => ({
      name: frame.name,
      file: place(frame),
      line: frame.line,
      column: frame.column,
      kind: frame.kind,
      package: frame.package,
      deopt: frame.deopt,
      ...(frame.tiers === undefined ? {} : { tiers: frame.tiers }),
    })),
    tree: { parent: tree.parent, frame: tree.frame },
  };
}

function environment({ manifest, processes }: Run): NamedValue[] {
  const { environment: machine, target, imported } = manifest;
  if (imported !== undefined) return importedEnvironment(manifest, imported);
  const ending =
    target === undefined
      ? "unknown"
      : target.signal === null
        ? `exit code ${target.exitCode}`
        : `signal ${target.signal}`;
  return [
    { name: "Command", value: manifest.command.join(" ") },
    { name: "Started", value: manifest.startedAt },
    { name: "Ended", value: `${manifest.status}, ${ending}` },
    { name: "Node", value: `${machine.node} (V8 ${machine.v8})` },
    {
      name: "Machine",
      value: `${machine.platform} ${machine.arch}, ${machine.cpuCount} × ${machine.cpuModel}, ${bytes(machine.memoryBytes)}`,
    },
    ...(processes.length === 0 ? [] : [{ name: "Processes", value: processes.map(commandOf).join(" · ") }]),
    { name: "Sampling", value: sampling(manifest).join(", ") },
    { name: "swarmprof", value: machine.swarmprof },
  ];
}

function sampling({ cpu, memory }: RunManifest): string[] {
  return [
    ...(cpu === undefined
      ? []
      : [`CPU every ${cpu.intervalUs} µs${cpu.engine === undefined ? "" : ` by ${cpu.engine}`}`]),
    ...(memory === undefined
      ? []
      : [`memory every ${memory.intervalMs} ms`, `allocations every ${bytes(memory.heapIntervalBytes)}`]),
  ];
}

function commandOf({ record }: RecordedProcess): string {
  const script = record.argv[1]?.split(/[\\/]/).at(-1) ?? "node";
  return `${record.pid} ${script}`;
}
