// Blocks its thread for some seconds, in JavaScript that allocates, in JavaScript that does not, or in the system:
//   node blocked.mjs garbage|busy|waiting 10
const [way, seconds] = process.argv.slice(2);
const ms = Number(seconds) * 1_000;
let kept;

const WAYS = {
  garbage: (end) => {
    while (performance.now() < end) kept = JSON.parse(JSON.stringify(Array.from({ length: 100 }, (_, id) => ({ id }))));
  },
  busy: (end) => {
    while (performance.now() < end) for (let i = 0; i < 100_000; i++) kept = (Math.imul(kept | 0, 1_664_525) + i) | 0;
  },
  waiting: () => Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, ms),
};

await new Promise((resolve) => setTimeout(resolve, 200));
WAYS[way](performance.now() + ms);
await new Promise((resolve) => setTimeout(resolve, 200));
console.log(typeof kept);
