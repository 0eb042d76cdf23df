// How far the figures of a program's runs are from the truth, measure by measure.
import { median } from "./statistics.mjs";
import { agentRows } from "./truth-agents.mjs";

/** @returns rows `{ measure, truth, measured, errors }`, the errors in percent of the truth, one a run that has the figure */
export function errorRows(compared) {
  const { entry } = compared;
  if (entry.group === "peak") return entry.measures.map((measure) => peakRow(compared, measure));
  if (entry.group === "agents") return agentRows(compared);
  if (entry.group === "allocation")
    return [row("bytes per op", compared.truth.bytesPerOp, figures(compared, "bytesPerOp"))];
  return [row("slope", compared.truth.slope, slopes(compared))];
}

function peakRow(compared, measure) {
  const { results, truth } = compared;
  const [what, over] = measure.split(" over ");
  if (over === undefined) {
    const pairs = whole(results).map(({ full }) => ({ seen: seenByItself(full.own, what), told: full.figures[what] }));
    const known = pairs.filter(({ seen, told }) => seen !== undefined && told !== undefined);
    const errors = known.map(({ seen, told }) => percent(told, seen));
    return { measure, truth: median(known.map((p) => p.seen)), measured: median(known.map((p) => p.told)), errors };
  }
  const differences = whole(results)
    .filter(({ empty }) => empty?.figures !== undefined)
    .map(({ full, empty }) => full.figures[what] - empty.figures[what]);
  return row(measure, truth[what], differences.filter(Number.isFinite));
}

/**
 * The resident memory of all processes together, for beside the one that holds memory the others do nothing; the heap and
 * external memory of the one thread that has the most.
 */
function seenByItself(own, what) {
  const field = { rss: "vmHwmBytes", heap: "peakHeapBytes", external: "peakExternalBytes" }[what];
  const seen = own.map((line) => line[field]).filter((bytes) => bytes !== undefined);
  if (seen.length === 0) return undefined;
  return what === "rss" ? seen.reduce((sum, bytes) => sum + bytes, 0) : Math.max(...seen);
}

/** A program that is measured by the second says itself how many iterations it came to. */
function slopes({ results }) {
  return whole(results)
    .map(({ full: { figures: told, own } }) => {
      const loop = own.find((line) => line.iterations !== undefined);
      if (loop === undefined) return told.slope?.estimate;
      return told.perSecond === undefined
        ? undefined
        : (told.perSecond.estimate * loop.loopMs) / 1_000 / loop.iterations;
    })
    .filter((slope) => slope !== undefined);
}

function figures({ results }, name) {
  return whole(results)
    .map(({ full }) => full.figures[name])
    .filter((figure) => figure !== undefined);
}

export function whole(results) {
  return results.filter(({ full }) => full.figures !== undefined);
}

function row(measure, truth, values) {
  return {
    measure,
    truth,
    measured: median(values),
    errors: truth === 0 ? [] : values.map((value) => percent(value, truth)),
  };
}

function percent(value, truth) {
  return (100 * (value - truth)) / truth;
}
