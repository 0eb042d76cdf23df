import type { ThreadSamples } from "../analysis/cpu/thread-samples.ts";
import type { SampleColumns } from "./view-model.ts";

/** Columns hold up to 2^32 µs; a thread may idle for longer. */
const LONGEST_US = 2 ** 31;

/**
 * A thread's samples as whole µs, neighbours on the same node and of the same agent merged. Rounding errors are carried
 * on, so that sums stay true.
 * @param whose of each sample, as the column says it; undefined where all are nobody's
 */
export function sampleColumns(
  samples: ThreadSamples,
  cpuUs: Float64Array,
  runStartUs: number,
  whose?: (sample: number) => number,
): SampleColumns {
  const wall: number[] = [];
  const cpu: number[] = [];
  const node: number[] = [];
  const agent: number[] = [];
  for (let i = 0; i < samples.node.length; i++) {
    const last = node.length - 1;
    const who = whose?.(i) ?? 0;
    if (node[last] === samples.node[i] && agent[last] === who && (wall[last] as number) < LONGEST_US) {
      wall[last] = (wall[last] as number) + (samples.wallUs[i] as number);
      cpu[last] = (cpu[last] as number) + (cpuUs[i] as number);
    } else {
      node.push(samples.node[i] as number);
      agent.push(who);
      wall.push(samples.wallUs[i] as number);
      cpu.push(cpuUs[i] as number);
    }
  }
  return {
    startUs: Math.max(0, Math.round((samples.startUs[0] ?? runStartUs) - runStartUs)),
    wallUs: wholeNumbers(wall),
    cpuUs: wholeNumbers(cpu),
    node: Uint32Array.from(node),
    ...(whose === undefined ? {} : { agent: Uint32Array.from(agent) }),
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
