/** CPU analysis → what the report says. */
import type { ThreadCpu } from "../analysis/cpu/analyse-cpu.ts";
import type { CallTree } from "../analysis/cpu/call-tree.ts";
import type { Finding } from "../analysis/finding.ts";
import type { CpuFacts } from "../analysis/findings/cpu-facts.ts";
import { cpuHeadline } from "../analysis/headline.ts";
import { bytes, milliseconds, percent, seconds } from "../analysis/words.ts";
import type { RecordedProcess, Run } from "../run/read-run.ts";
import { cpuHonesty } from "./cpu-honesty.ts";
import { sampleColumns } from "./sample-columns.ts";
import type { CpuView, Fact, NamedValue, ReportView, ThreadView } from "./view-model.ts";

/** Functions that the page lists; all others are still in its graph. */
const LISTED = 2_000;

export function cpuReportView(facts: CpuFacts, findings: readonly Finding[]): ReportView {
  const { manifest } = facts.run;
  return {
    schema: "swarmprof/report@1",
    verb: manifest.verb,
    bench: manifest.bench,
    runId: manifest.id,
    startedAt: manifest.startedAt,
    command: manifest.command.join(" "),
    headline: cpuHeadline(facts),
    facts: cpuFigures(facts),
    findings: findings.map(({ rule, severity, message, frame }) => ({
      rule,
      severity,
      message,
      ...(frame === undefined ? {} : { frame }),
    })),
    environment: environment(facts.run),
    honesty: cpuHonesty(facts),
    cpu: cpuView(facts),
  };
}

function cpuView(facts: CpuFacts): CpuView {
  const { run, analysis, hotspots, packages } = facts;
  return {
    intervalUs: run.manifest.intervalUs,
    totalCpuMs: analysis.totalUs / 1000,
    threads: analysis.threads.map((thread) => threadView(thread, run)),
    frames: analysis.tree.frames.map((frame) => ({
      name: frame.name,
      file: facts.place(frame),
      line: frame.line,
      column: frame.column,
      kind: frame.kind,
      package: frame.package,
      deopt: frame.deopt,
    })),
    hotspots: hotspots.slice(0, LISTED),
    packages,
    tree: { parent: analysis.tree.parent, frame: analysis.tree.frame },
    samples: analysis.threads.map((thread) => {
      return sampleColumns(thread.samples, programCpuUs(thread, analysis.tree), run.manifest.startUs);
    }),
  };
}

/** The CPU time of the samples, the probe's left out: it belongs to no share. */
function programCpuUs({ samples, time }: ThreadCpu, tree: CallTree): Float64Array {
  return time.cpuUs.map((us, i) => {
    const frame = tree.frames[tree.frame[samples.node[i] as number] as number];
    return frame?.kind === "probe" ? 0 : us;
  });
}

function threadView({ track, samples, time, cpuUs, waitUs }: ThreadCpu, run: Run): ThreadView {
  const fromStart = (us: number): number => Math.max(0, us - run.manifest.startUs) / 1000;
  return {
    label: threadLabel(track, run),
    pid: track.pid,
    thread: track.thread,
    osCpuMs: time.countedUs === null ? null : time.countedUs / 1000,
    cpuMs: cpuUs / 1000,
    waitMs: waitUs / 1000,
    runDelayMs: time.runDelayUs === null ? null : time.runDelayUs / 1000,
    startMs: fromStart(samples.fromUs),
    endMs: fromStart(samples.toUs),
    samples: samples.node.length,
  };
}

/** As a person would call the thread. */
export function threadLabel({ pid, thread, name }: ThreadCpu["track"], run: Run): string {
  const own = name === "" ? thread : `${thread} (${name})`;
  return pid === run.manifest.target?.pid || run.processes.length === 1 ? own : `child ${pid} ${own}`;
}

function cpuFigures({ run, analysis, packages }: CpuFacts): Fact[] {
  const totalMs = analysis.totalUs / 1000;
  const share = (kind: string): number => packages.find((entry) => entry.kind === kind)?.selfPercent ?? 0;
  const { target } = run.manifest;
  const wallMs = target?.wallMs;
  const threads = analysis.threads.length;
  const processes = run.processes.length;
  return [
    { value: seconds(totalMs), label: wallMs === undefined ? "CPU time" : `CPU time in ${seconds(wallMs)}` },
    { value: percent(share("own")), label: "in your code" },
    {
      value: percent(packages.reduce((sum, entry) => sum + (entry.kind === "package" ? entry.selfPercent : 0), 0)),
      label: "in packages",
    },
    { value: percent(share("gc")), label: "in garbage collection" },
    {
      value: String(threads),
      label: `${threads === 1 ? "thread" : "threads"} in ${processes === 1 ? "1 process" : `${processes} processes`}`,
    },
    { value: probeCost(run), label: "the program stood still for profiling" },
  ];
}

function probeCost(run: Run): string {
  const threads = run.processes.flatMap((process) => process.threads);
  return milliseconds(threads.reduce((sum, { end }) => sum + (end?.cutUs ?? 0), 0) / 1000);
}

function environment({ manifest, processes }: Run): NamedValue[] {
  const { environment: machine, target } = manifest;
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
    { name: "Processes", value: processes.map(commandOf).join(" · ") },
    { name: "Sampling", value: `every ${manifest.intervalUs} µs` },
    { name: "swarmprof", value: machine.swarmprof },
  ];
}

function commandOf({ record }: RecordedProcess): string {
  const script = record.argv[1]?.split(/[\\/]/).at(-1) ?? "node";
  return `${record.pid} ${script}`;
}
