// Sixteen agents that do the same small step and await, 1 : 2 : … : 16 times as often, so their CPU times are as that:
//   node agents-thin.mjs <steps of the first> <length of a step, µs>
import { agent } from "swarmprof";

const AGENTS = 16;
const [steps, us] = process.argv.slice(2).map(Number);

function step(n) {
  let x = 0;
  for (let i = 0; i < n; i++) x += Math.sqrt(i + x);
  return x;
}

function calibrated() {
  const n = 100_000;
  let best = 0;
  for (let i = 0; i < 20; i++) {
    const started = performance.now();
    globalThis.sink = step(n);
    best = Math.max(best, n / (performance.now() - started) / 1000);
  }
  return best;
}

const n = Math.round(us * calibrated());
async function live(times) {
  let x = 0;
  for (let i = 0; i < times; i++) {
    x += step(n);
    await Promise.resolve();
  }
  return x;
}

// The one with most steps starts first and ends last: its turns are as often alone as they have to be.
await Promise.all(Array.from({ length: AGENTS }, (_, k) => agent(`worker-${k + 1}`, () => live(steps * (k + 1)))));
