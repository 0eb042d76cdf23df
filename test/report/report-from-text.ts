/**
 * Draws a report as text, a block a thread: a column is a sample of 1 ms, read from the outermost frame down;
 * neighbours stand two spaces apart.
 *
 *     main  main  main
 *     work  work@node_modules/queue/index.js:7  (garbage collector)
 *
 * `name@file:line` places a frame, in `src/swarm.ts` if nothing is said. While `(idle)`, a thread uses no CPU time.
 */
import type { CpuView, FrameKind, FrameView, ReportView, SampleColumns } from "../../src/report/view-model.ts";

const EVERY_US = 1_000;

export function reportFromText(
  threads: Readonly<Record<string, string>>,
  changes: Partial<ReportView> = {},
): ReportView {
  return {
    schema: "swarmprof/report@1",
    verb: "cpu",
    bench: "workflow.bench.ts",
    runId: "2026-11-23T08-17-05-workflow",
    startedAt: "2026-11-23T08:17:05.123Z",
    command: "swarmprof cpu workflow.bench.ts",
    headline: "Half of CPU is `work`",
    facts: [{ value: "6 ms", label: "CPU time" }],
    findings: [],
    environment: [{ name: "Node", value: "24.21.0" }],
    honesty: ["Nothing was lost."],
    cpu: cpuFromText(threads),
    ...changes,
  };
}

interface Call {
  readonly frame: number;
  readonly callees: Map<string, Call>;
  index: number;
}

function cpuFromText(threads: Readonly<Record<string, string>>): CpuView {
  const frames: FrameView[] = [{ ...frameFromText("(root)"), kind: "program" }];
  const known = new Map<string, number>();
  const root: Call = { frame: 0, callees: new Map(), index: 0 };
  const leaves = Object.values(threads).map((text) =>
    stacksOf(text).map((stack) => {
      let call = root;
      for (const label of stack) {
        const frame = known.get(label) ?? frames.push(frameFromText(label)) - 1;
        known.set(label, frame);
        const callee = call.callees.get(label) ?? { frame, callees: new Map(), index: 0 };
        call.callees.set(label, callee);
        call = callee;
      }
      return call;
    }),
  );
  const tree = preorder(root);
  const isIdle = (call: Call): boolean => frames[call.frame]?.kind === "idle";
  const samples = leaves.map((calls) => samplesOf(calls, isIdle));
  const stacks = Object.values(threads).flatMap(stacksOf);
  const busy = stacks.filter((stack) => stack.at(-1) !== "(idle)");
  const names = Object.keys(threads);
  return {
    intervalUs: EVERY_US,
    totalCpuMs: busy.length,
    frames,
    packages: [],
    tree,
    samples,
    hotspots: Array.from(known, ([label, frame]) => hotspot(label, frame, busy)).sort((a, b) => b.selfMs - a.selfMs),
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
  };
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

function frameFromText(text: string): FrameView {
  const [, name = text, file = "", line = "0"] = /^(.*?)@(.*?):(\d+)$/.exec(text) ?? [];
  const state = STATES[name];
  if (state !== undefined || name === "(root)") {
    return { name, file: "", line: 0, column: 0, kind: state ?? "program", package: "", deopt: "" };
  }
  const place = file === "" ? { file: "src/swarm.ts", line: name.length } : { file, line: Number(line) };
  const owner = /node_modules\/([^/]+)/.exec(file)?.[1] ?? "";
  const kind = owner !== "" ? "package" : file.startsWith("node:") ? "node" : "own";
  return { name, ...place, column: 1, kind, package: owner, deopt: "" };
}

const STATES: Readonly<Record<string, FrameKind>> = {
  "(garbage collector)": "gc",
  "(program)": "program",
  "(idle)": "idle",
};

function preorder(root: Call): { parent: Uint32Array; frame: Uint32Array } {
  const parent: number[] = [];
  const frame: number[] = [];
  const visit = (call: Call, above: number): void => {
    parent.push(above);
    call.index = frame.push(call.frame) - 1;
    for (const callee of call.callees.values()) visit(callee, call.index);
  };
  visit(root, 0);
  return { parent: Uint32Array.from(parent), frame: Uint32Array.from(frame) };
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
