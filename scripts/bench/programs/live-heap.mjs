// Works for about 4 s on 300 MB of small objects that all stay alive: each full collection has to walk through all of them.
// It makes little garbage, so that V8 by itself hardly ever has to.
const LIVE_MB = 300;
/** An object of 4 fields, and its place in the table. */
const OBJECT_BYTES = (3 + 4 + 1) * 8;
const CHUNK = 10_000;
const STEPS = 45_000;

const chunks = Array.from({ length: Math.round((LIVE_MB * 1e6) / OBJECT_BYTES / CHUNK) }, (_, c) =>
  Array.from({ length: CHUNK }, (_, i) => ({ id: c * CHUNK + i, hits: 0, score: i & 1023, next: undefined })),
);
let seed = 1;
let sum = 0;
for (let step = 0; step < STEPS; step++) {
  seed = (Math.imul(seed, 1_664_525) + 1_013_904_223) >>> 0;
  const chunk = chunks[seed % chunks.length];
  for (const record of chunk) if (((record.score ^ step) & 1023) > 512) record.hits++;
  sum += JSON.stringify(chunk.slice(0, 100)).length;
  if (step % 50 === 0) await new Promise(setImmediate);
}
console.log(sum);
