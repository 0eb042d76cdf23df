/**
 * Samples tell an agent's functions, slices its CPU time: of n samples the sum is off by about 1/√n, slices are exact to
 * some percent. So the samples of each agent are made to add up to what its slices say. Agents of few samples are taken
 * together, since a handful of samples stretched to fit would say more of chance than of functions. What agents are given
 * is taken from the samples of nobody: the thread's sum stays what the system counted.
 */

/** Fewer samples than these are not stretched by themselves: 1/√25 is 20 %. */
const OWN_SCALE = 25;

/**
 * Changes `cpuUs` in place.
 * @param cpuUs CPU time of each sample @param agent of each sample, 0 is nobody @param slicesUs CPU time by agent
 * @param counts whether the sample is the program's: the probe's are nobody's, and stay as they are
 */
export function weighByAgents(
  cpuUs: Float64Array,
  agent: Uint32Array,
  slicesUs: Float64Array,
  counts: (sample: number) => boolean,
): void {
  const sampledUs = new Float64Array(slicesUs.length);
  const samples = new Uint32Array(slicesUs.length);
  let all = 0;
  for (let i = 0; i < cpuUs.length; i++) {
    const us = cpuUs[i] as number;
    if (us === 0 || !counts(i)) continue;
    const who = agent[i] as number;
    sampledUs[who] = (sampledUs[who] as number) + us;
    samples[who] = (samples[who] as number) + 1;
    all += us;
  }
  const scale = new Float64Array(slicesUs.length).fill(1);
  const few = { sampledUs: 0, slicesUs: 0 };
  let givenUs = 0;
  for (let who = 1; who < slicesUs.length; who++) {
    const exact = slicesUs[who] as number;
    if ((samples[who] as number) >= OWN_SCALE) {
      scale[who] = exact / (sampledUs[who] as number);
      givenUs += exact;
    } else {
      few.sampledUs += sampledUs[who] as number;
      few.slicesUs += exact;
    }
  }
  const fewScale = few.sampledUs === 0 ? 1 : few.slicesUs / few.sampledUs;
  if (few.sampledUs > 0) givenUs += few.slicesUs;
  for (let who = 1; who < slicesUs.length; who++) {
    if ((samples[who] as number) < OWN_SCALE) scale[who] = fewScale;
  }
  const left = Math.max(0, all - givenUs);
  const nobody = sampledUs[0] as number;
  scale[0] = nobody === 0 ? 1 : left / nobody;
  // Where nobody has no samples, or agents more than there is, all are brought down or up to the sum.
  const sum = givenUs + (nobody === 0 ? 0 : left);
  const whole = sum === 0 ? 1 : all / sum;
  for (let i = 0; i < cpuUs.length; i++) {
    if (counts(i)) cpuUs[i] = (cpuUs[i] as number) * (scale[agent[i] as number] as number) * whole;
  }
}
