// How far the figures of agents are from what the program says that each of them holds.
import { mean } from "./statistics.mjs";

/**
 * Rows `{ measure, truth, measured, errors, limit }`, two a measure: errors are, one a run, the mean and the largest over its
 * agents, percent. An agent of which a figure is missing is 100 % off.
 * @param truth bytes of a unit of each kind
 */
export function agentRows({ entry, results, truth }) {
  const runs = results.flatMap(({ full }) => (full.figures === undefined ? [] : [full]));
  return Object.entries(entry.measures).flatMap(([measure, limits]) => {
    const pairs = runs.map((run) => pairsOf(run, measure, truth)).filter((list) => list.length > 0);
    const all = pairs.flat();
    const sums = {
      truth: pairs.length === 0 ? Number.NaN : mean(all.map((pair) => pair.truth)),
      measured: pairs.length === 0 ? Number.NaN : mean(all.map((pair) => pair.told ?? 0)),
    };
    const errors = pairs.map((list) => list.map(errorOf));
    return [
      { measure: `${measure}, mean`, ...sums, errors: errors.map(mean), limit: limits.mean },
      { measure: `${measure}, largest`, ...sums, errors: errors.map((list) => Math.max(...list)), limit: limits.max },
      ...(measure === "peak" ? [knownRow(pairs, sums, limits)] : []),
    ];
  });
}

/** Of the peaks that are said to be known, and not the least: those are to be right. */
function knownRow(pairs, sums, limits) {
  const errors = pairs.map((list) => Math.max(0, ...list.filter(({ isLeast }) => !isLeast).map(errorOf)));
  return { measure: "peak, largest of the known", ...sums, errors, limit: limits.max };
}

/** A sentence for each program of which peaks are the least. */
export function leastPeaks({ entry, results, truth }) {
  const pairs = results.flatMap(({ full }) => (full.figures === undefined ? [] : pairsOf(full, "peak", truth)));
  const least = pairs.filter(({ isLeast }) => isLeast).length;
  return least === 0 ? [] : [`${entry.name}: ${least} of ${pairs.length} peaks are said to be the least`];
}

function errorOf({ truth, told }) {
  return (100 * Math.abs((told ?? 0) - truth)) / truth;
}

/** By id; processes and threads, whose names are nobody's business here, by their order of size. */
function pairsOf({ own, figures }, measure, units) {
  const truths = own.filter((line) => line[measure] !== undefined);
  const told = (agent) => agent?.[`${measure}Bytes`] ?? undefined;
  const figureOf = (agent) => ({
    told: told(agent),
    isLeast: measure === "peak" && (agent?.isLeastPeak ?? true),
  });
  const named = truths
    .filter(({ id }) => id !== undefined)
    .map((line) => ({
      name: line.id,
      truth: bytesOf(line[measure], units),
      ...figureOf(figures.agents.find(({ id }) => id === line.id)),
    }));
  const models = new Set(truths.flatMap(({ of }) => of ?? []));
  const ordered = [...models].flatMap((model) => {
    const sizes = figures.agents
      .filter((agent) => agent.model === model)
      .map(told)
      .sort((a, b) => b - a);
    return truths
      .filter(({ of }) => of === model)
      .map((line) => bytesOf(line[measure], units))
      .sort((a, b) => b - a)
      .map((truth, i) => ({ name: `${model} ${i}`, truth, told: sizes[i] }));
  });
  return [...named, ...ordered];
}

function bytesOf({ bytes, kind, units: count }, units) {
  return bytes ?? count * units[kind];
}

/** Kinds of which the programs' truth needs the bytes of a unit. */
export function kindsOf(results) {
  const amounts = results.flatMap(({ full }) => (full.own ?? []).flatMap((line) => Object.values(line)));
  return [...new Set(amounts.flatMap((amount) => amount?.kind ?? []))];
}

/** One line for each agent that is far off in the first run, to look at. */
export function farOff({ entry, results, truth }) {
  const run = results.find(({ full }) => full.figures !== undefined)?.full;
  if (run === undefined) return [];
  return Object.entries(entry.measures).flatMap(([measure, { max }]) =>
    pairsOf(run, measure, truth)
      .filter((pair) => errorOf(pair) > max)
      .map(
        (pair) =>
          `${entry.name}, ${measure} of ${pair.name}: ${pair.told}${pair.isLeast ? " at least" : ""} instead of ${Math.round(pair.truth)}`,
      ),
  );
}
