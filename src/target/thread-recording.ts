/**
 * All that is recorded of one thread, main or worker: from the first line of the preload to the last cut. It needs nobody
 * else: the recorder only tells it when to cut, so a program of 30 ms, which ends before the recorder has started, is
 * recorded whole.
 */
import { threadId } from "node:worker_threads";
import { threadLayout, threadName } from "../run/layout.ts";
import type { ThreadEndRecord, ThreadRecord } from "../run/records.ts";
import { type Coordination, enterThread, setThreadState, ThreadState } from "./coordination.ts";
import { CpuChunks } from "./cpu-chunks.ts";
import { mkdirSync, nowUs, stringify, writeWhole } from "./pristine.ts";
import type { ProbeSettings } from "./settings.ts";
import { SourceMaps } from "./source-maps.ts";
import { ownThreadId, ThreadUsageReader } from "./thread-usage.ts";

/** What the recorder calls in the thread, through the inspector. */
export interface ThreadRecording {
  /** @returns how long the thread stood still, µs */
  cut(): number;
  finish(): void;
}

export function startThreadRecording(settings: ProbeSettings, memory: Coordination, startUs: number): ThreadRecording {
  const layout = threadLayout(settings.runDir, process.pid, threadName(threadId));
  mkdirSync(layout.dir, { recursive: true, mode: 0o700 });
  const tid = ownThreadId();
  const usage = new ThreadUsageReader(tid);
  process.cpuUsage();
  const record: ThreadRecord = { threadId, tid, startUs, usage: usage.read() };
  writeWhole(layout.record, stringify(record));
  const slot = enterThread(memory, threadId, tid);
  const maps = new SourceMaps(layout.sourceMaps);
  const chunks = new CpuChunks(layout.dir, settings.intervalUs);
  chunks.onChunk = (profile) => {
    maps.collect(profile);
    maps.collectRest(chunks.session);
  };
  const startTookUs = nowUs() - startUs;
  let finished = false;

  function finish(): void {
    if (finished) return;
    finished = true;
    try {
      const endUs = nowUs();
      process.cpuUsage(); // brings schedstat up to date: see recorder.ts
      const atEnd = usage.read();
      chunks.end();
      const end: ThreadEndRecord = {
        endUs,
        usage: atEnd,
        cuts: chunks.chunks,
        cutUs: chunks.cutUs + startTookUs,
        failedCuts: chunks.failedCuts,
      };
      writeWhole(layout.end, stringify(end));
      usage.close();
    } catch {
      // A full disk or a removed folder: without its end record the thread counts as cut off, which is the truth.
    }
    setThreadState(memory, slot, ThreadState.finished);
  }

  return { cut: () => chunks.cut(), finish };
}
