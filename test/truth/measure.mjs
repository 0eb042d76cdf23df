// The truth without swarmprof: one figure of one program, measured where nothing else happens, printed as JSON.
//   node --expose-gc measure.mjs hold objects
//   node --expose-gc measure.mjs unit maps
//   node --expose-gc measure.mjs leak timers 4096
//   node --expose-gc --min-semi-space-size=1024 --max-semi-space-size=1024 measure.mjs allocate arrays
import { setImmediate as turn } from "node:timers/promises";
import { getHeapStatistics } from "node:v8";
import { ALLOCATIONS } from "./programs/parts/allocations.mjs";
import { AGENT_UNITS } from "./programs/parts/agent-units.mjs";
import { KINDS } from "./programs/parts/kinds.mjs";
import { SHAPES } from "./programs/parts/shapes.mjs";
import { zeros } from "./programs/parts/zeros.cjs";

const CHUNKS = 64;
/** Collections that V8's code outlives without being used. */
const CODE_AGE = 8;
const LEAK_POINTS = 20;
const ITERATIONS_A_POINT = 100;
const CALLS = 60;

const MEASURED = {
  hold: (kind) => hold(KINDS[kind].make),
  unit: (kind) => hold(AGENT_UNITS[kind], 512),
  leak,
  allocate,
};
const [what, name, bytes] = process.argv.slice(2);
console.log(JSON.stringify(await MEASURED[what](name, Number(bytes))));

/** @returns bytes of one of what is made */
function hold(make, count = CHUNKS) {
  // As many before, so that V8 has compiled, and thrown away, what it will.
  const first = Array.from({ length: count === CHUNKS ? 4 : count }, make);
  const chunks = zeros(count);
  for (let i = 0; i < CODE_AGE; i++) settled();
  const before = settled();
  for (let i = 0; i < count; i++) chunks[i] = make();
  const after = settled();
  return perUnit(before, after, chunks.length, first);
}

/** @returns bytes of one iteration: the median over stretches, so that what V8 does once does not count */
async function leak(shape, left) {
  const levels = [];
  let iteration = 0;
  for (let point = 0; point < LEAK_POINTS; point++) {
    for (let i = 0; i < ITERATIONS_A_POINT; i++) await SHAPES[shape](left, iteration++);
    await turn();
    levels.push(settled());
  }
  const steps = levels.slice(1).map((level, i) => perUnit(levels[i], level, ITERATIONS_A_POINT));
  const late = steps.slice(steps.length >> 1);
  return {
    heapBytes: median(late.map((step) => step.heapBytes)),
    externalBytes: median(late.map((s) => s.externalBytes)),
  };
}

/** @returns bytes of one call, in a young generation so large that no garbage is collected */
async function allocate(kind) {
  const { run } = ALLOCATIONS[kind];
  for (let i = 0; i < CALLS; i++) await run();
  settled();
  const rounds = [];
  for (let round = 0; round < 5; round++) {
    const before = level();
    for (let i = 0; i < CALLS; i++) {
      // No await where there is nothing to wait for: it allocates too.
      const result = run();
      if (result !== undefined) await result;
    }
    rounds.push(perUnit(before, level(), CALLS));
    settled();
  }
  return {
    heapBytes: median(rounds.map((r) => r.heapBytes)),
    externalBytes: median(rounds.map((r) => r.externalBytes)),
  };
}

function settled() {
  globalThis.gc();
  globalThis.gc();
  return level();
}

function level() {
  const { used_heap_size, external_memory } = getHeapStatistics();
  return { heapBytes: used_heap_size, externalBytes: external_memory };
}

function perUnit(before, after, units) {
  return {
    heapBytes: (after.heapBytes - before.heapBytes) / units,
    externalBytes: (after.externalBytes - before.externalBytes) / units,
  };
}

function median(values) {
  return values.toSorted((a, b) => a - b)[values.length >> 1];
}
