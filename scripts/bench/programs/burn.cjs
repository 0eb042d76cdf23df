// Busy for 20 s in one go, without ever returning to the event loop: the hardest case for cutting a profile into chunks.
const BURN_MS = 20_000;

function hash(seed) {
  let x = seed;
  for (let i = 0; i < 200_000; i++) x = (Math.imul(x, 1_664_525) + i) | 0;
  return x;
}

function roots(seed) {
  let sum = seed;
  for (let i = 0; i < 100_000; i++) sum += Math.sqrt(i);
  return sum | 0;
}

const end = performance.now() + BURN_MS;
let x = 1;
while (performance.now() < end) x = roots(hash(x));
console.log(x);
