/**
 * Draws a report as text, a block a thread: a column is a sample of 1 ms, read from the outermost frame down;
 * neighbours stand two spaces apart.
 *
 *     main  main  main
 *     work  work@node_modules/queue/index.js:7  (garbage collector)
 *
 * `name@file:line` places a frame, in `src/swarm.ts` if nothing is said. While `(idle)`, a thread uses no CPU time.
 */
import type { CodeView, CpuView, ReportView, SampleColumns } from "../../src/report/view-model.ts";
import { type Call, CodeFromText } from "./code-from-text.ts";
import { memoryFromText, type MemoryText } from "./memory-from-text.ts";

const EVERY_US = 1_000;

export function reportFromText(
  threads: Readonly<Record<string, string>>,
  changes: Partial<ReportView> = {},
): ReportView & { readonly code: CodeView; readonly cpu: CpuView } {
  const code = new CodeFromText();
  const finish = cpuFromText(threads, code);
  return { ...words("cpu"), code: code.view(), cpu: finish(), ...changes };
}

export function memoryReportFromText(memory: MemoryText, changes: Partial<ReportView> = {}): ReportView {
  const code = new CodeFromText();
  const finish = memoryFromText(memory, code);
  const view = code.view();
  return { ...words("mem"), code: view, memory: finish(), ...changes };
}

/** Both halves, with one call tree. */
export function wholeReportFromText(
  threads: Readonly<Record<string, string>>,
  memory: MemoryText,
  changes: Partial<ReportView> = {},
): ReportView {
  const code = new CodeFromText();
  const cpu = cpuFromText(threads, code);
  const rest = memoryFromText(memory, code);
  const view = code.view();
  return { ...words("cpu"), code: view, cpu: cpu(), memory: rest(), ...changes };
}

function words(verb: string): Omit<ReportView, "code" | "cpu" | "memory"> {
  return {
    schema: "swarmprof/report@1",
    verb,
    bench: "workflow.bench.ts",
    runId: "2026-11-23T08-17-05-workflow",
    startedAt: "2026-11-23T08:17:05.123Z",
    command: `swarmprof ${verb} workflow.bench.ts`,
    headline: "Half of CPU is `work`",
    facts: [{ value: "6 ms", label: "CPU time" }],
    findings: [],
    environment: [{ name: "Node", value: "24.21.0" }],
    honesty: ["Nothing was lost."],
  };
}

/** @returns finishes when all stacks of the report are known */
function cpuFromText(threads: Readonly<Record<string, string>>, code: CodeFromText): () => CpuView {
  const leaves = Object.values(threads).map((text) => stacksOf(text).map((stack) => code.call(stack)));
  const isIdle = (call: Call): boolean => code.kindOf(call) === "idle";
  const stacks = Object.values(threads).flatMap(stacksOf);
  const busy = stacks.filter((stack) => stack.at(-1) !== "(idle)");
  const names = Object.keys(threads);
  const labels = [...code.labels];
  return () => ({
    intervalUs: EVERY_US,
    totalCpuMs: busy.length,
    packages: [],
    samples: leaves.map((calls) => samplesOf(calls, isIdle)),
    hotspots: labels.map(([label, frame]) => hotspot(label, frame, busy)).sort((a, b) => b.selfMs - a.selfMs),
    threads: leaves.map((calls, i) => ({
      label: names[i] ?? "",
      pid: 4711,
      thread: i === 0 ? "main" : `worker-${i}`,
      osCpuMs: null,
      cpuMs: calls.filter((call) => !isIdle(call)).length,
      waitMs: calls.filter(isIdle).length,
      runDelayMs: null,
      startMs: 0,
      endMs: calls.length,
      samples: calls.length,
    })),
  });
}

function stacksOf(text: string): string[][] {
  const rows = text
    .split("\n")
    .filter((line) => line.trim() !== "")
    .map((line) => line.trim().split(/ {2,}/));
  const width = Math.max(...rows.map((row) => row.length));
  return Array.from({ length: width }, (_, column) =>
    rows.map((row) => row[column] ?? "-").filter((label) => label !== "-"),
  );
}

function samplesOf(calls: readonly Call[], isIdle: (call: Call) => boolean): SampleColumns {
  return {
    startUs: 0,
    wallUs: Uint32Array.from(calls, () => EVERY_US),
    cpuUs: Uint32Array.from(calls, (call) => (isIdle(call) ? 0 : EVERY_US)),
    node: Uint32Array.from(calls, ({ index }) => index),
  };
}

function hotspot(label: string, frame: number, busy: readonly string[][]): CpuView["hotspots"][number] {
  const selfMs = busy.filter((stack) => stack.at(-1) === label).length;
  const totalMs = busy.filter((stack) => stack.includes(label)).length;
  const share = (ms: number): number => (100 * ms) / busy.length;
  return { frame, selfMs, selfPercent: share(selfMs), totalMs, totalPercent: share(totalMs) };
}
