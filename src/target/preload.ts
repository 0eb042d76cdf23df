/**
 * Entry of the probe, loaded by `--require` into every thread of every Node process of the target before its own code.
 * The one place in the project with work at import time. Whatever fails here must leave the program as it was.
 */
import { getEnvironmentData, isMainThread } from "node:worker_threads";
import { processLayout, runLayout } from "../run/layout.ts";
import type { ProcessEndRecord, ProcessRecord } from "../run/records.ts";
import { recordChildren } from "./child-hook.ts";
import { awaitsLevels, type Coordination, createCoordination, stopRecorder } from "./coordination.ts";
import { onThreadExit } from "./exit-hook.ts";
import { existsSync, mkdirSync, nowUs, readdirSync, readFileSync, stringify, writeWhole } from "./pristine.ts";
import { waitForRecorder } from "./engines/wait-for-recorder.ts";
import { decodeSettings, type ProbeSettings, SETTINGS_VARIABLE, withoutProbe } from "./settings.ts";
import { peakRssBytes } from "./peak-rss.ts";
import { ProcessAgent } from "./process-agent.ts";
import { Repetition } from "./repeat.ts";
import { PROBE_HANDLE } from "./probe-handle.ts";
import { startRecorder } from "./start-recorder.ts";
import { parseSchedstat } from "./thread-usage.ts";
import { startThreadRecording, type ThreadRecording } from "./thread-recording.ts";
import { hideWorkerPreload, PROBE_KEY, recordWorkers, type WorkerProbe } from "./worker-hook.ts";

/** Longest that the end of the process waits for its recorder, ms. */
const RECORDER_END_MS = 2_000;

const startUs = nowUs();
const rssAtStart = process.memoryUsage.rss();
delete require.cache[__filename]; // a program that lists what it has loaded doesn't meet us
if (isMainThread) startProcess();
else startWorker();

function startProcess(): void {
  const settings = decodeSettings(process.env[SETTINGS_VARIABLE]);
  if (settings === undefined) return;
  withoutProbe(process.env, settings);
  // The run may be over, and its folder gone, when a process starts that the target has left behind.
  if (PROBE_HANDLE in process.abort || !existsSync(runLayout(settings.runDir).manifest)) return;
  quietly(() => {
    const { waitFor, capturePid } = settings;
    if (waitFor !== undefined && process.ppid === capturePid) waitForRecorder(waitFor);
    const layout = processLayout(settings.runDir, process.pid);
    mkdirSync(layout.dir, { recursive: true, mode: 0o700 });
    const memory = createCoordination();
    const recording = startThreadRecording(settings, memory, startUs);
    const { pid, ppid, version, argv } = process;
    const rssBytes = [rssAtStart, process.memoryUsage.rss()] as const;
    const record: ProcessRecord = { pid, ppid, node: version, argv, cwd: process.cwd(), startUs, rssBytes };
    writeWhole(layout.record, stringify(record));
    const agent = new ProcessAgent(settings.agents, layout);
    agent.note();
    expose({
      ...recording,
      keep() {
        agent.note();
        recording.keep();
      },
    });
    startRecorder({ settings, memory });
    onThreadExit(
      once(() => {
        agent.note();
        endProcess(settings, recording, memory);
      }),
      repeating(settings, recording, memory),
    );
    recordChildren(settings);
    recordWorkers(settings, memory);
  });
}

/** Only what swarmprof itself has started is called again, none of its children. */
function repeating(
  { memory, capturePid }: ProbeSettings,
  recording: ThreadRecording,
  shared: Coordination,
): (() => boolean) | undefined {
  const { memory: heap, iterations } = recording;
  if (heap === undefined || iterations === undefined || memory === null) return;
  if (memory.repeat === 0 || process.ppid !== capturePid) return;
  const repetition = new Repetition(heap, iterations, memory, () => awaitsLevels(shared));
  return () => repetition.hold();
}

function startWorker(): void {
  const probe = getEnvironmentData(PROBE_KEY) as unknown as WorkerProbe | undefined;
  if (probe === undefined || PROBE_HANDLE in process.abort) return;
  const { settings, memory } = probe;
  hideWorkerPreload(settings);
  quietly(() => {
    const recording = startThreadRecording(settings, memory, startUs);
    expose(recording);
    onThreadExit(() => recording.finish());
    recordChildren(settings);
    recordWorkers(settings, memory);
  });
}

function expose(recording: ThreadRecording): void {
  Object.defineProperty(process.abort, PROBE_HANDLE, { value: recording, enumerable: false, configurable: true });
}

function endProcess(settings: ProbeSettings, recording: ThreadRecording, memory: Coordination): void {
  const sampler = samplerCpuUs(); // before the last cut: V8 ends its sampling thread with the last profile
  const peakRss = peakRssBytes(); // before the last profiles, which take memory themselves
  recording.finish();
  quietly(() => {
    stopRecorder(memory, RECORDER_END_MS, () => nowUs() / 1000);
    const end: ProcessEndRecord = {
      endUs: nowUs(),
      cpuUs: processCpuUs(),
      samplerCpuUs: sampler,
      peakRssBytes: peakRss,
    };
    writeWhole(processLayout(settings.runDir, process.pid).end, stringify(end));
  });
}

/** An exit listener may end the process a second time: what counts is the first. */
function once(action: () => void): () => void {
  let done = false;
  return () => {
    if (done) return;
    done = true;
    action();
  };
}

function processCpuUs(): number {
  const { user, system } = process.cpuUsage();
  return user + system;
}

/** V8 names the threads that take the samples; what they used is the profiler's cost, not the program's. */
function samplerCpuUs(): number | null {
  try {
    let sum = 0;
    for (const tid of readdirSync("/proc/self/task")) {
      if (!readFileSync(`/proc/self/task/${tid}/comm`, "utf8").startsWith("v8:ProfEvnt")) continue;
      sum += parseSchedstat(readFileSync(`/proc/self/task/${tid}/schedstat`, "latin1"))?.cpuUs ?? 0;
    }
    return sum;
  } catch {
    return null; // no procfs, or a thread that ended just now
  }
}

function quietly(action: () => void): void {
  try {
    action();
  } catch {
    // No folder, no space, no inspector in this Node: the program runs on unrecorded, and the capture says so.
  }
}
