/**
 * Entry of the recorder: a worker thread in each process of the target. It reads what the operating system counts for
 * every thread, and tells the threads when to cut; both go on while the program is blocked in synchronous code.
 */
import { getHeapStatistics } from "node:v8";
import { workerData } from "node:worker_threads";
import { processLayout, runLayout, threadLayout, threadName } from "../run/layout.ts";
import type { RecorderRecord } from "../run/records.ts";
import * as coordination from "./coordination.ts";
import { CutSchedule } from "./cut-schedule.ts";
import { InspectorRoute } from "./inspector-route.ts";
import { existsSync, nowUs, readFileSync, removeFile, stringify, writeWhole } from "./pristine.ts";
import { pidNamespace } from "./settings.ts";
import { ownThreadId as ownTid, ThreadUsageReader } from "./thread-usage.ts";
import { UsageTimeline } from "./usage-timeline.ts";
import type { WorkerProbe } from "./worker-hook.ts";

/** Longest time between two readings of the threads' CPU time. */
const LONGEST_TICK_MS = 20;
/** Rows are written this often: what a SIGKILL takes. */
const FLUSH_EVERY_MS = 200;
/** Programs that end sooner are never connected to, so that their end needs no handshake. */
const CONNECT_AFTER_MS = 600;
/** Where memory is recorded, it is worth the handshake. */
const CONNECT_FOR_MEMORY_MS = 20;
/** Inspector calls to a worker pass through the main thread: with many, each is asked less often. */
const WORKERS_A_ROUND = 4;
/** Longest that an iteration waits for the levels of other threads, ms. */
const LEVELS_MS = 300;
/** How often swarmprof itself is looked for. */
const WATCH_EVERY_MS = 500;
/** Longest that the threads of an ending process are waited for, ms. */
const LAST_CUTS_MS = 1_500;

const HANDLE = 'process.abort[Symbol.for("swarmprof.probe")]';

const { settings, memory } = workerData as WorkerProbe;
const TICK_MS = Math.min(LONGEST_TICK_MS, settings.memory?.intervalMs ?? LONGEST_TICK_MS);
const { manifest } = runLayout(settings.runDir);
const files = processLayout(settings.runDir, process.pid);
const startUs = nowUs();
const timelines = new Map<number, UsageTimeline>();
const route = new InspectorRoute();
const schedule = new CutSchedule();
const probedUs = new Map<number, number>();
const probing = new Set<number>();
let levelled = 0;
let knownSlots = 0;
let connected = false;
let answering = false;
let watchedUs = startUs;
let orphaned = false;
let over = false;
const ownNamespace = pidNamespace();
const cost = { cuts: 0, unanswered: 0 };

// A pending inspector call or Atomics.waitAsync keeps no thread alive.
const alive = setInterval(() => {}, 60_000);
// Whatever fails on the way (a full disk), the end must come: the main thread waits for it.
void record()
  .catch(() => cost.unanswered++)
  .then(end)
  .finally(() => clearInterval(alive));

async function record(): Promise<void> {
  let flushedUs = startUs;
  const { stopped, stopping } = coordination.RecorderState;
  for (;;) {
    const seen = coordination.rings(memory);
    const state = coordination.recorderState(memory);
    if (over || state === stopped || state === stopping) break;
    meetThreads();
    tick();
    if (nowUs() - flushedUs > FLUSH_EVERY_MS * 1000) {
      flushedUs = nowUs();
      for (const timeline of timelines.values()) timeline.flush();
    }
    await coordination.nextRing(memory, seen, TICK_MS);
  }
}

function meetThreads(): void {
  for (const { slot, threadId, tid } of coordination.threadsFrom(memory, knownSlots)) {
    knownSlots = slot + 1;
    const layout = threadLayout(settings.runDir, process.pid, threadName(threadId));
    timelines.set(slot, new UsageTimeline(layout.timeline, new ThreadUsageReader(tid)));
    schedule.enter(slot, threadId, nowUs());
  }
}

function tick(): void {
  // A running thread's schedstat is up to a tick (4 ms) old; asking for the process's time brings all of them up to date.
  process.cpuUsage();
  for (const timeline of timelines.values()) timeline.sample(nowUs());
  leaveEnded();
  connectWhenWorthIt();
  if (!connected) return;
  if (settings.cpu !== null) for (const { slot, threadId } of schedule.due(nowUs())) void cut(slot, threadId);
  if (settings.memory !== null) {
    void levelWorkers();
    probeThreads(settings.memory.intervalMs * 1000);
  }
  for (const { slot, threadId } of schedule.running()) {
    if (coordination.threadState(memory, slot) === coordination.ThreadState.finishAsked) void finish(slot, threadId);
  }
  if (!answering && existsSync(files.cutRequest)) void answerRequest();
  watchCapture();
}

/** A thread that was ended without a last word (out of memory) would else be waited for. */
function leaveEnded(): void {
  for (const { slot } of schedule.running()) {
    if (timelines.get(slot)?.ended === true) {
      coordination.setThreadState(memory, slot, coordination.ThreadState.finished);
    }
    if (coordination.threadState(memory, slot) === coordination.ThreadState.finished) leave(slot);
  }
}

/** Looks for swarmprof itself. After its end nobody reads what is recorded; where it was killed, nobody ends the target. */
function watchCapture(): void {
  if (settings.pidNamespace !== ownNamespace || nowUs() - watchedUs < WATCH_EVERY_MS * 1000) return;
  watchedUs = nowUs();
  if (isRunning(settings.capturePid)) return;
  orphaned = existsSync(manifest) && readFileSync(manifest, "utf8").includes('"status": "running"');
  if (orphaned && !answering) void answerRequest();
  if (!orphaned) over = true;
}

function isRunning(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return !(error instanceof Error && Reflect.get(error, "code") === "ESRCH");
  }
}

function connectWhenWorthIt(): void {
  if (connected) return;
  const wanted =
    nowUs() - startUs > (settings.memory === null ? CONNECT_AFTER_MS : CONNECT_FOR_MEMORY_MS) * 1000 ||
    schedule
      .running()
      .some(({ slot }) => coordination.threadState(memory, slot) === coordination.ThreadState.finishAsked) ||
    existsSync(files.cutRequest);
  if (!wanted || !coordination.mayConnect(memory)) return;
  route.connect();
  connected = true;
  noteCost();
}

/** The iterations are one thread's, mostly the main thread's, which has measured its own heap itself. */
async function levelWorkers(): Promise<void> {
  const iteration = coordination.askedIteration(memory);
  if (iteration === levelled) return;
  levelled = iteration;
  const workers = schedule.running().filter(({ threadId }) => threadId !== 0);
  // Always the same text: V8 keeps each for a while.
  const taken = workers.map(({ threadId }) => route.evaluate(threadId, `${HANDLE}?.levelAfterIteration()`));
  await within(LEVELS_MS, Promise.allSettled(taken));
  coordination.levelsTaken(memory, iteration);
}

function probeThreads(intervalUs: number): void {
  const threads = schedule.running();
  const rounds = Math.max(1, Math.ceil((threads.length - 1) / WORKERS_A_ROUND));
  for (const { slot, threadId } of threads) {
    const dueUs = (probedUs.get(slot) ?? 0) + intervalUs * (threadId === 0 ? 1 : rounds) - TICK_MS * 500;
    if (nowUs() >= dueUs && !probing.has(slot)) void probe(slot, threadId);
  }
}

async function probe(slot: number, threadId: number): Promise<void> {
  probing.add(slot);
  probedUs.set(slot, nowUs());
  try {
    await route.evaluate(threadId, `${HANDLE}?.probe()`);
  } catch {
    cost.unanswered++; // not attached yet, or ended meanwhile
  }
  probing.delete(slot);
}

async function cut(slot: number, threadId: number): Promise<void> {
  schedule.begun(slot);
  try {
    const tookUs = await route.evaluate(threadId, `${HANDLE}?.cut()`);
    cost.cuts++;
    schedule.done(slot, nowUs(), typeof tookUs === "number" ? tookUs : 0);
  } catch {
    cost.unanswered++; // not attached yet, or ended meanwhile
    schedule.done(slot, nowUs(), 0);
  }
}

async function keep(slot: number, threadId: number): Promise<void> {
  if (settings.cpu !== null) await cut(slot, threadId);
  if (settings.memory === null) return;
  await route.evaluate(threadId, `${HANDLE}?.keep()`).catch(() => cost.unanswered++);
}

/** A thread that has just been attached to, or is being, gets some more tries. */
async function finishAtLast(slot: number, threadId: number): Promise<void> {
  while (coordination.threadState(memory, slot) !== coordination.ThreadState.finished) {
    await finish(slot, threadId);
    await new Promise((resolve) => setTimeout(resolve, 2));
  }
}

async function finish(slot: number, threadId: number): Promise<void> {
  if (!schedule.finishing(slot)) return;
  try {
    await route.evaluate(threadId, `${HANDLE}?.finish()`);
  } catch {
    cost.unanswered++;
    schedule.retry(slot); // a thread that is asked to finish while it is being attached
  }
}

function leave(slot: number): void {
  schedule.leave(slot);
  timelines.get(slot)?.end();
  timelines.delete(slot);
}

/** The process is about to be ended: everything up to now is to be kept. */
async function answerRequest(): Promise<void> {
  answering = true;
  await within(LAST_CUTS_MS, Promise.all(schedule.running().map(({ slot, threadId }) => keep(slot, threadId))));
  for (const timeline of timelines.values()) timeline.flush();
  try {
    removeFile(files.cutRequest);
  } catch {
    // The folder has gone; who asks gives up after a while.
  }
  if (orphaned)
    process.kill(process.pid, "SIGTERM"); // nobody is left to end the target
  else answering = false;
}

/** The main thread has made its last cut and waits; the workers end with the process, so this is their last moment. */
async function end(): Promise<void> {
  try {
    meetThreads();
    for (const timeline of timelines.values()) timeline.sample(nowUs());
    leaveEnded();
    const unfinished = coordination.runningThreads(memory);
    if (!connected && unfinished.length > 0) {
      route.connect();
      connected = true;
    }
    if (connected) {
      await within(LAST_CUTS_MS, Promise.all(unfinished.map(({ slot, threadId }) => finishAtLast(slot, threadId))));
      route.disconnect();
    }
    for (const timeline of timelines.values()) timeline.end();
    noteCost();
  } finally {
    coordination.recorderStopped(memory);
  }
}

/** What the recorder itself costs; with the reading of its heap while it is young, where the process is killed later. */
function noteCost(): void {
  const usage = new ThreadUsageReader(ownTid()).read();
  const { total_heap_size: heap, malloced_memory: malloced, external_memory: external } = getHeapStatistics();
  const record: RecorderRecord = { cpuUs: usage?.cpuUs ?? null, heapBytes: heap + malloced + external, ...cost };
  writeWhole(files.recorder, stringify(record));
}

function within(ms: number, work: Promise<unknown>): Promise<unknown> {
  return Promise.race([work, new Promise((resolve) => setTimeout(resolve, ms))]);
}
