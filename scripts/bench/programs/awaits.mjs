// A loop of awaits: all of its time goes into async functions and microtasks, where whatever a profiler hooks shows.
const LOOPS = 65;
const AWAITS = 1_000_000;

async function step(i) {
  return i & 1;
}

async function loop() {
  let odd = 0;
  for (let i = 0; i < AWAITS; i++) odd += await step(i);
  return odd;
}

let odd = 0;
for (let i = 0; i < LOOPS; i++) odd += await loop();
console.log(odd);
