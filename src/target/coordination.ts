/**
 * The memory that all threads of a process share with its recorder: who is to be recorded, what the recorder is asked to
 * do, and whether the main thread may end. Plain words changed by `Atomics`; no messages, since those need event loops
 * that turn.
 */

export type Coordination = Int32Array<SharedArrayBuffer>;

/** Where the recorder is in its life. Only in `connected` does the main thread have to wait for it at its end. */
export const RecorderState = { starting: 0, connected: 1, stopping: 2, stopped: 3 } as const;

const STATE = 0;
const DOORBELL = 1;
const THREADS = 2;
/** The iteration after which every thread's heap is to be measured. */
const ITERATION = 3;
/** The last iteration after which that has been done. */
const LEVELLED = 4;
const HEADER = 5;
/** Words a thread: its `threadId`, the system's id of it, and whether it is to finish. */
const WORDS = 3;
const THREAD_LIMIT = 16_384;

/** What a thread is asked for, and says of itself. */
export const ThreadState = { running: 0, finishAsked: 1, finished: 2 } as const;

export function createCoordination(): Coordination {
  return new Int32Array(new SharedArrayBuffer(4 * (HEADER + WORDS * THREAD_LIMIT)));
}

/** Enters the calling thread into the table. @returns its slot, or -1 where the table is full */
export function enterThread(memory: Coordination, threadId: number, tid: number | null): number {
  const slot = Atomics.add(memory, THREADS, 1);
  if (slot >= THREAD_LIMIT) return -1;
  Atomics.store(memory, HEADER + slot * WORDS + 1, tid ?? 0);
  Atomics.store(memory, HEADER + slot * WORDS, threadId + 1); // last: 0 means that the slot isn't filled yet
  return slot;
}

export interface ThreadEntry {
  readonly slot: number;
  readonly threadId: number;
  readonly tid: number | null;
}

/** The filled slots from `from` on. */
export function threadsFrom(memory: Coordination, from: number): ThreadEntry[] {
  const entries: ThreadEntry[] = [];
  const end = Math.min(Atomics.load(memory, THREADS), THREAD_LIMIT);
  for (let slot = from; slot < end; slot++) {
    const threadId = Atomics.load(memory, HEADER + slot * WORDS) - 1;
    if (threadId < 0) break;
    entries.push({ slot, threadId, tid: Atomics.load(memory, HEADER + slot * WORDS + 1) || null });
  }
  return entries;
}

/** @returns the slot of a thread, or -1 */
export function slotOf(memory: Coordination, threadId: number): number {
  return threadsFrom(memory, 0).find((entry) => entry.threadId === threadId)?.slot ?? -1;
}

export function threadState(memory: Coordination, slot: number): number {
  return Atomics.load(memory, HEADER + slot * WORDS + 2);
}

/** @returns false where the thread has finished or was asked before */
export function askToFinish(memory: Coordination, slot: number): boolean {
  const { running, finishAsked } = ThreadState;
  const asked = Atomics.compareExchange(memory, HEADER + slot * WORDS + 2, running, finishAsked) === running;
  if (asked) ringRecorder(memory);
  return asked;
}

export function setThreadState(memory: Coordination, slot: number, state: number): void {
  if (slot < 0) return;
  Atomics.store(memory, HEADER + slot * WORDS + 2, state);
  Atomics.notify(memory, HEADER + slot * WORDS + 2);
}

/** Waits until the thread has finished; other threads' inspector messages are answered meanwhile. */
export function threadFinished(memory: Coordination, slot: number, withinMs: number): Promise<unknown> {
  const index = HEADER + slot * WORDS + 2;
  const wait = Atomics.waitAsync(memory, index, ThreadState.finishAsked, withinMs);
  return Promise.resolve(wait.async ? wait.value : undefined);
}

/** @returns whether the recorder may connect: not where the main thread has already ended */
export function mayConnect(memory: Coordination): boolean {
  const { starting, connected } = RecorderState;
  return Atomics.compareExchange(memory, STATE, starting, connected) === starting;
}

/** Threads that still record. */
export function runningThreads(memory: Coordination): ThreadEntry[] {
  return threadsFrom(memory, 0).filter(({ slot }) => threadState(memory, slot) !== ThreadState.finished);
}

/**
 * Tells the recorder to end, and waits for it where it is connected, or has to make the last cuts of other threads.
 * @returns whether it has ended in time
 */
export function stopRecorder(memory: Coordination, withinMs: number, clockMs: () => number): boolean {
  const { starting, connected, stopping, stopped } = RecorderState;
  const alone = runningThreads(memory).length === 0;
  if (Atomics.compareExchange(memory, STATE, starting, alone ? stopped : stopping) === starting && alone) return true;
  Atomics.compareExchange(memory, STATE, connected, stopping);
  ringRecorder(memory);
  const deadline = clockMs() + withinMs;
  while (Atomics.load(memory, STATE) !== stopped) {
    if (clockMs() > deadline) return false;
    Atomics.wait(memory, STATE, stopping, 5); // V8 answers inspector messages inside the wait
  }
  return true;
}

export function recorderState(memory: Coordination): number {
  return Atomics.load(memory, STATE);
}

export function recorderStopped(memory: Coordination): void {
  Atomics.store(memory, STATE, RecorderState.stopped);
  Atomics.notify(memory, STATE);
}

/** Asks the recorder to have the heaps of the other threads measured after an iteration of this one. */
export function askForLevels(memory: Coordination, iteration: number): void {
  Atomics.store(memory, ITERATION, iteration);
  ringRecorder(memory);
}

/** Every other thread has been measured after the iteration, as far as it answered. */
export function levelsTaken(memory: Coordination, iteration: number): void {
  Atomics.store(memory, LEVELLED, iteration);
}

/** @returns whether the levels that were asked for are still to come from other threads */
export function awaitsLevels(memory: Coordination): boolean {
  return runningThreads(memory).length > 1 && Atomics.load(memory, LEVELLED) !== Atomics.load(memory, ITERATION);
}

/** The last iteration that was asked for; 0 before the first. */
export function askedIteration(memory: Coordination): number {
  return Atomics.load(memory, ITERATION);
}

/** Wakes the recorder before its next tick. */
function ringRecorder(memory: Coordination): void {
  Atomics.add(memory, DOORBELL, 1);
  Atomics.notify(memory, DOORBELL);
}

/** How often the recorder has been woken: to be handed to `nextRing`, so that no ring between two calls is missed. */
export function rings(memory: Coordination): number {
  return Atomics.load(memory, DOORBELL);
}

/** Resolves after `ms`, or sooner when somebody has rung since `seen`. */
export async function nextRing(memory: Coordination, seen: number, ms: number): Promise<void> {
  const wait = Atomics.waitAsync(memory, DOORBELL, seen, ms);
  if (wait.async) await wait.value;
}
