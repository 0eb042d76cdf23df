import { analyseRun } from "../../src/analysis/analyse-run.ts";
import type { CpuAnalysis } from "../../src/analysis/cpu/analyse-cpu.ts";
import type { CpuProfile } from "../../src/run/cpu-profile.ts";
import type { RecordedThread, Run } from "../../src/run/read-run.ts";
import type { ProcessRecord, RunManifest, UsageRow } from "../../src/run/records.ts";

export const PROBE_URL = "file:///swarmprof/preload.cjs";

export interface DrawnThread {
  readonly thread?: string;
  readonly name?: string;
  readonly chunks: readonly CpuProfile[];
  /** Readings of the system; the last one is the thread's end. */
  readonly usage?: readonly UsageRow[];
  /** Whether the thread was cut off: it then has no last word. */
  readonly killed?: boolean;
}

/** A run as `readRun` gives it, of threads that stand in the test. */
export function analyseDrawn(
  threads: readonly DrawnThread[],
  manifest: Partial<RunManifest> = {},
  probeUrl = PROBE_URL,
): CpuAnalysis {
  const { run, profiles } = drawnRun(threads, manifest);
  const readers = {
    cpuProfile: (file: string) => profiles.get(file),
    heapProfile: () => undefined,
    slices: () => undefined,
  };
  const { cpu } = analyseRun(run, readers, probeUrl);
  if (cpu === undefined) throw new Error("The drawn run has no CPU half");
  return cpu;
}

export function drawnRun(
  threads: readonly DrawnThread[],
  manifest: Partial<RunManifest> = {},
): { run: Run; profiles: Map<string, CpuProfile> } {
  const profiles = new Map<string, CpuProfile>();
  const recorded = threads.map((thread, threadId): RecordedThread => {
    const cpuChunks = thread.chunks.map((chunk, i) => {
      const file = `${threadId}/${i}`;
      profiles.set(file, chunk);
      return file;
    });
    return {
      ...readings(thread, threadId),
      pid: 1,
      thread: thread.thread ?? "main",
      name: thread.name ?? "",
      cpuChunks,
      sourceMaps: [],
      agents: [],
      file: "",
      agentClasses: [],
      agentAllocations: [],
      slices: "",
      snapshots: [],
      growthSnapshots: [],
      growers: "",
      keptSnapshots: [],
      weighings: [],
      memory: undefined,
    };
  });
  const run: Run = {
    dir: "run",
    manifest: { ...COMPLETE, ...manifest },
    memory: [],
    doctor: undefined,
    processes: [{ record: PROCESS, end: undefined, recorder: undefined, agent: "", threads: recorded }],
  };
  return { run, profiles };
}

function readings({ usage = [], killed = false, chunks }: DrawnThread, threadId: number) {
  const [first, ...rest] = usage;
  const last = killed ? undefined : rest.at(-1);
  const end = { cuts: 1, cutUs: 0, failedCuts: 0 };
  const asUsage = (row: UsageRow | undefined) => (row === undefined ? null : { cpuUs: row[1], runDelayUs: row[2] });
  return {
    record: { threadId, tid: 1, startUs: first?.[0] ?? chunks[0]?.startUs ?? 0, usage: asUsage(first) },
    usage: killed ? rest : rest.slice(0, -1),
    end: killed ? undefined : { ...end, endUs: last?.[0] ?? chunks.at(-1)?.endUs ?? 0, usage: asUsage(last) },
  };
}

const PROCESS: ProcessRecord = {
  pid: 1,
  ppid: 0,
  node: "v20.19.0",
  argv: ["node", "/swarm/src/main.js"],
  cwd: "/swarm",
  startUs: 0,
  rssBytes: [40e6, 41e6],
};

const COMPLETE: RunManifest = {
  schema: 1,
  id: "20261123T081728Z-7f3a",
  verb: "cpu",
  bench: "main.js",
  command: ["swarmprof", "cpu", "main.js"],
  startedAt: "2026-11-23T08:17:28.000Z",
  startUs: 0,
  cpu: { intervalUs: 1_000 },
  status: "complete",
  environment: {
    node: "v20.19.0",
    v8: "11.3",
    platform: "linux",
    arch: "x64",
    cpuModel: "a processor",
    cpuCount: 2,
    memoryBytes: 8e9,
    swarmprof: "0.1.0",
  },
  target: { pid: 1, exitCode: 0, signal: null, wallMs: 10, endUs: 10_000 },
};
