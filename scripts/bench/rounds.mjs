// Variants of a run, compared in pairs: a machine gets slower and faster by the minute, and by more than what is measured.

/**
 * Runs all variants in turn, `runs` times, forth and back: A B C, C B A, …, so that none always stands after the same.
 * The first is also run once beforehand, for nothing: it fills the caches of the file system.
 * @param variants name → async function; each gives the figures of one run
 * @returns name → `{ values }`, one a round, or `{ values, failure }`: a variant that fails is not tried again
 */
export async function alternate(label, runs, variants) {
  const names = Object.keys(variants);
  const results = Object.fromEntries(names.map((name) => [name, { values: [], failure: undefined }]));
  await variants[names[0]]();
  for (let round = 0; round < runs; round++) {
    for (const name of round % 2 === 0 ? names : names.toReversed()) {
      const result = results[name];
      if (result.failure !== undefined) continue;
      sayProgress(`${label}, round ${round + 1} of ${runs}: ${name}`);
      try {
        result.values.push(await variants[name]());
      } catch (error) {
        result.failure = error instanceof Error ? error.message : String(error);
      }
    }
  }
  sayProgress("");
  return results;
}

/** @returns one ratio a round */
export function ratios(over, under, of = (value) => value) {
  const rounds = Math.min(over.values.length, under.values.length);
  return Array.from({ length: rounds }, (_, i) => of(over.values[i]) / of(under.values[i]));
}

function sayProgress(text) {
  if (process.stderr.isTTY) process.stderr.write(`\r\u001b[K${text}`);
}
