import type { ThreadSamples } from "../analysis/cpu/thread-samples.ts";
import type { SampleColumns } from "./view-model.ts";

/** Columns hold up to 2^32 µs; a thread may idle for longer. */
const LONGEST_US = 2 ** 31;

/**
 * A thread's samples as whole µs, neighbours on the same node merged. Rounding errors are carried on, so that sums stay
 * true.
 */
export function sampleColumns(samples: ThreadSamples, cpuUs: Float64Array, runStartUs: number): SampleColumns {
  const wall: number[] = [];
  const cpu: number[] = [];
  const node: number[] = [];
  for (let i = 0; i < samples.node.length; i++) {
    const last = node.length - 1;
    if (node[last] === samples.node[i] && (wall[last] as number) < LONGEST_US) {
      wall[last] = (wall[last] as number) + (samples.wallUs[i] as number);
      cpu[last] = (cpu[last] as number) + (cpuUs[i] as number);
    } else {
      node.push(samples.node[i] as number);
      wall.push(samples.wallUs[i] as number);
      cpu.push(cpuUs[i] as number);
    }
  }
  return {
    startUs: Math.max(0, Math.round((samples.startUs[0] ?? runStartUs) - runStartUs)),
    wallUs: wholeNumbers(wall),
    cpuUs: wholeNumbers(cpu),
    node: Uint32Array.from(node),
  };
}

function wholeNumbers(values: readonly number[]): Uint32Array {
  let exact = 0;
  let written = 0;
  return Uint32Array.from(values, (value) => {
    exact += value;
    const whole = Math.max(0, Math.round(exact - written));
    written += whole;
    return whole;
  });
}
