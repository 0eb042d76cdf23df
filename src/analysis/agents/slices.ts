import { SLICE_NOTES } from "../../run/records.ts";

/** A stretch of time in which one agent ran on a thread, µs; never told of nobody. */
export type TakeSlice = (agent: number, fromUs: number, toUs: number, standsFor?: SliceWeight) => void;

/** Of a slice that was timed for others like it. */
export interface SliceWeight {
  /** For so many slices it stands. */
  readonly weight: number;
  /** In whose slices the others lie, 0 for nobody. */
  readonly caller: number;
  /** What it cost to time it, which is in its time. */
  readonly costUs: number;
}

/** Pieces of `slices.bin` in their order; each but the last one a multiple of eight bytes long. */
/** CPU time of the thread, and the time that it waited for a core, since they were last told of, µs. */
export type TakeReading = (cpuUs: number, delayUs: number, atUs: number) => void;

export interface TakeSlices {
  readonly take: TakeSlice;
  readonly read: TakeReading;
  /** From here on a slice is the sum of many. */
  readonly sums: () => void;
}

export type SliceBlocks = Iterable<Uint8Array>;

/**
 * Reads slices one by one in the order of time, since there may be more of them than fit into memory.
 * @param blocks see `target/agents/slice-file.ts`; a pair that a kill has cut is dropped
 * @param agents the greatest index that is known
 * @param endUs when the thread ended: the last slice lasts until then
 */
export function eachSlice(blocks: SliceBlocks, agents: number, endUs: number, { take, read, sums }: TakeSlices): void {
  let originUs: number | undefined;
  let units = 0;
  let startUs = 0;
  let agent = 0;
  let costUs = 0;
  let delayUs = 0;
  let call: SliceWeight | undefined;
  let standsFor: SliceWeight | undefined;
  const note: Record<number, (value: number) => void> = {
    [SLICE_NOTES.reading]: (units10ns) => read(units10ns / UNITS_A_US, delayUs, startUs),
    [SLICE_NOTES.delay]: (units10ns) => (delayUs = units10ns / UNITS_A_US),
    [SLICE_NOTES.summed]: sums,
    [SLICE_NOTES.overhead]: (units10ns) => (costUs = units10ns / UNITS_A_US),
    [SLICE_NOTES.call]: (weight) => (call = weight === 1 ? undefined : { weight, caller: agent, costUs }),
  };
  for (const bytes of blocks) {
    const words = wordsOf(bytes);
    let i = 0;
    if (originUs === undefined) {
      if (words.length < 2) return;
      originUs = (words[0] as number) * 2 ** 32 + (words[1] as number);
      startUs = originUs;
      i = 2;
    }
    for (; i < words.length; i += 2) {
      const next = words[i + 1] as number;
      if (next >= SLICE_NOTES.delay) {
        note[next]?.(words[i] as number);
        continue;
      }
      units += words[i] as number;
      const nowUs = originUs + units / UNITS_A_US;
      if (agent !== 0 && agent <= agents) take(agent, startUs, nowUs, standsFor);
      startUs = nowUs;
      agent = next;
      standsFor = call;
    }
  }
  if (agent !== 0 && agent <= agents) take(agent, startUs, Math.max(startUs, endUs));
}

function wordsOf(bytes: Uint8Array): Uint32Array {
  const length = (bytes.length & ~7) / 4;
  if (bytes.byteOffset % 4 === 0) return new Uint32Array(bytes.buffer, bytes.byteOffset, length);
  return new Uint32Array(bytes.slice(0, length * 4).buffer);
}

/** Times are in units of 10 ns. */
const UNITS_A_US = 100;
