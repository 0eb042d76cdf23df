/** Which agent ran when on one thread, in the order of time; the last one is nobody. */
export interface Slices {
  /** µs */
  readonly startUs: Float64Array;
  /** Index of the agent, 0 for nobody; each runs until the next one starts. */
  readonly agent: Uint32Array;
}

/** @param bytes of `slices.bin`: see `target/agents/slice-file.ts`; a pair that a kill has cut is dropped */
export function decodeSlices(bytes: Uint8Array): Slices {
  const words = new Uint32Array(bytes.buffer.slice(bytes.byteOffset, bytes.byteOffset + (bytes.length & ~7)));
  const count = Math.max(0, words.length / 2 - 1);
  const startUs = new Float64Array(count);
  const agent = new Uint32Array(count);
  const originUs = (words[0] ?? 0) * 2 ** 32 + (words[1] ?? 0);
  let units = 0;
  for (let i = 0; i < count; i++) {
    units += words[2 * i + 2] as number;
    startUs[i] = originUs + units / UNITS_A_US;
    agent[i] = words[2 * i + 3] as number;
  }
  return { startUs, agent };
}

/** Times are in units of 10 ns. */
const UNITS_A_US = 100;
