/**
 * All that is recorded of one thread, main or worker: from the first line of the preload to the last cut. It needs nobody
 * else: the recorder only tells it when to cut, so a program of 30 ms, which ends before the recorder has started, is
 * recorded whole.
 */
import { threadId } from "node:worker_threads";
import { processLayout, threadLayout, threadName } from "../run/layout.ts";
import type { ThreadEndRecord, ThreadRecord } from "../run/records.ts";
import { parseAgentClass } from "../run/agent-class.ts";
import { AgentMessages, type ContextOptions, type HandoffOptions } from "./agents/agent-messages.ts";
import { AgentSnapshots } from "./agents/agent-snapshots.ts";
import { listenForAgents } from "./agents/agent-channel.ts";
import { type AgentOptions, AgentTracking } from "./agents/agent-tracking.ts";
import { KeptSnapshots } from "./kept-snapshots.ts";
import { AgentWeighing } from "./agents/agent-weighing.ts";
import { ClassFinder } from "./agents/class-finder.ts";
import { ObjectAgents } from "./agents/object-agents.ts";
import { SpanAgents } from "./agents/span-agents.ts";
import {
  askedIteration,
  askForLevels,
  type Coordination,
  enterThread,
  setThreadState,
  ThreadState,
} from "./coordination.ts";
import { CpuChunks } from "./cpu-chunks.ts";
import { AskedSnapshots } from "./engines/asked-snapshots.ts";
import { chooseCpuProfiler } from "./engines/cpu-profiler.ts";
import { snapshotWriter } from "./engines/snapshot-writer.ts";
import { markThread } from "./engines/thread-mark.ts";
import { GrowthSnapshots } from "./growth-snapshots.ts";
import { Iterations, settle } from "./iterations.ts";
import { MemoryRecording, NO_ITERATION } from "./memory-recording.ts";
import { mkdirSync, nowUs, stringify, writeWhole } from "./pristine.ts";
import type { ProbeSettings } from "./settings.ts";
import { SourceMaps } from "./source-maps.ts";
import { ownThreadId, ThreadUsageReader } from "./thread-usage.ts";

/** What the recorder calls in the thread, through the inspector. */
export interface ThreadRecording {
  /** @returns how long the thread stood still, µs */
  cut(): number;
  /** Reads the heap. */
  probe(): void;
  /** Everything up to now is to be kept. */
  keep(): void;
  /** An iteration of the program ends here. */
  iteration(): void;
  /** Measures the heap after an iteration of another thread. */
  levelAfterIteration(): void;
  finish(): void;
  /** `agent()` of the API. */
  runAs<T>(id: string, options: AgentOptions, action: () => T): T;
  /** `contextSize()` and `handoff()` of the API. */
  contextSize(size: unknown, options?: ContextOptions): void;
  handoff(to: string, options?: HandoffOptions): void;
  /** What breakpoints in the program hand their classes to. */
  readonly classes: ClassFinder;
  readonly memory: MemoryRecording | undefined;
  readonly iterations: Iterations | undefined;
}

export function startThreadRecording(settings: ProbeSettings, shared: Coordination, startUs: number): ThreadRecording {
  const layout = threadLayout(settings.runDir, process.pid, threadName(threadId));
  mkdirSync(layout.dir, { recursive: true, mode: 0o700 });
  const tid = ownThreadId();
  const usage = new ThreadUsageReader(tid);
  process.cpuUsage();
  const record: ThreadRecord = { threadId, tid, startUs, usage: usage.read() };
  const heap = settings.memory === null ? undefined : new MemoryRecording(layout, settings.memory, startUs);
  const spaces = heap === undefined ? {} : { heapSpaces: heap.meter.spaceNames };
  if (settings.cpu?.by === "outside") markThread(threadName(threadId));
  const cpu = chooseCpuProfiler(settings);
  const instead = cpu === undefined || cpu.instead === "" ? {} : { cpuEngineRefused: cpu.instead };
  writeWhole(layout.record, stringify({ ...record, ...spaces, ...instead }));
  const slot = enterThread(shared, threadId, tid);
  const maps = new SourceMaps(layout.sourceMaps);
  const chunks = cpu === undefined ? undefined : new CpuChunks(cpu.profiler, layout.dir, settings.cpu?.intervalUs ?? 0);
  if (chunks !== undefined) chunks.onChunk = ({ nodes }) => maps.collect(nodes, chunks.session);
  if (heap !== undefined) heap.sampling.onProfile = (nodes) => maps.collect(nodes, heap.sampling.session);
  const { forcedCollections = false, repeat = 0 } = settings.memory ?? {};
  const writeSnapshot = snapshotWriter(settings.addons);
  const growth = forcedCollections ? new GrowthSnapshots(layout, repeat, writeSnapshot) : undefined;
  const time = {
    cpuUs(): number {
      const ns = usage.ownCpuNs();
      return ns === null ? nowUs() : ns / 1000;
    },
    elapsedUs: () => nowUs() - startUs - (usage.read()?.runDelayUs ?? 0),
  };
  const iterations =
    heap === undefined
      ? undefined
      : new Iterations(heap, (index) => {
          askForLevels(shared, index);
          iterationSnapshot(index);
          const [, used, , , external] = heap.meter.last;
          heap.undisturbed(() => growth?.after(index, used, used + external));
        });
  const agents = new AgentTracking(layout, heap !== undefined, usage);
  const classes = settings.agents.classes.flatMap((text) => parseAgentClass(text) ?? []);
  const finder = new ClassFinder(classes, new ObjectAgents(agents, classes));
  if (classes.length > 0) finder.start();
  const messages = new AgentMessages(layout, agents);
  listenForAgents(agents, messages);
  if (settings.agents.spans === true) new SpanAgents(agents, messages).start();
  if (heap !== undefined) {
    const isAllowed = settings.cpu === null;
    const scales = { isAllowed, isFree: () => heap.mayCollect(), weigh: () => heap.collected(), ...time };
    agents.weighing = new AgentWeighing(layout.weighings, scales);
  }
  const snapshots = heap === undefined ? undefined : new AgentSnapshots(layout, agents, startUs, time, writeSnapshot);
  const asked =
    settings.memory?.snapshots === undefined
      ? undefined
      : new AskedSnapshots(layout.dir, processLayout(settings.runDir, process.pid).snapshotRequest, writeSnapshot);
  const keep = settings.memory?.keep;
  const kept = keep === undefined ? undefined : new KeptSnapshots(layout, keep, startUs, writeSnapshot);
  if (heap !== undefined)
    heap.onLevel = (heapBytes, bytes) => {
      snapshots?.level(heapBytes, bytes);
      kept?.level(heapBytes, bytes);
    };
  function iterationSnapshot(index: number): void {
    heap?.undisturbed(() => snapshots?.iteration(index, settings.memory?.repeat ?? 0, heap.meter.last[1]));
  }
  const startTookUs = nowUs() - startUs;
  let finished = false;

  function finish(): void {
    if (finished) return;
    finished = true;
    try {
      const endUs = nowUs();
      process.cpuUsage(); // brings schedstat up to date: see recorder.ts
      const atEnd = usage.read();
      agents.end();
      agents.weighAtRest();
      messages.end();
      heap?.finish();
      heap?.undisturbed(() => snapshots?.end(heap.meter.last[1]));
      heap?.undisturbed(() => kept?.end(heap.meter.last[1]));
      chunks?.end();
      const end: ThreadEndRecord = {
        endUs,
        usage: atEnd,
        cuts: chunks?.chunks ?? 0,
        cutUs: (chunks?.cutUs ?? 0) + (heap?.probeUs ?? 0) + startTookUs,
        failedCuts: chunks?.failedCuts ?? 0,
      };
      writeWhole(layout.end, stringify(end));
      usage.close();
    } catch {
      // A full disk or a removed folder: without its end record the thread counts as cut off, which is the truth.
    }
    setThreadState(shared, slot, ThreadState.finished);
  }

  return {
    cut: () => agents.asNobody(() => chunks?.cut() ?? 0),
    probe() {
      agents.weighAtRest();
      agents.asNobody(() => {
        heap?.probe();
        if (heap?.mayCollect()) heap.undisturbed(() => snapshots?.look(heap.meter.last[1]));
        if (heap !== undefined) heap.undisturbed(() => asked?.look(heap.meter.last[1]));
      });
    },
    keep() {
      agents.asNobody(() => heap?.keep());
      agents.flush();
      messages.flush();
    },
    contextSize: (size, options) => messages.contextSize(size, options),
    handoff: (to, options) => messages.handoff(to, options),
    runAs: (id, options, action) => agents.runAs(id, options, action),
    classes: finder,
    iteration: () => agents.asNobody(() => iterations?.mark()),
    levelAfterIteration() {
      if (heap === undefined) return;
      agents.asNobody(() => {
        settle(heap);
        heap.iterationLevel({ ...NO_ITERATION, index: askedIteration(shared) });
        iterationSnapshot(askedIteration(shared));
      });
    },
    finish,
    memory: heap,
    iterations,
  };
}
