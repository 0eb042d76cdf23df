import { firstLine } from "./lines.mjs";
import { median } from "./statistics.mjs";
import { failedRow } from "./table.mjs";
import { farOff, leastPeaks } from "./truth-agents.mjs";
import { errorRows, whole } from "./truth-errors.mjs";

/** Of what is far off, so much is shown. */
const NOTES = 40;
const TITLES = {
  peak: "peaks, MiB: a median of runs; errors in percent, with their sign",
  growth: "growth, bytes an iteration; verdicts: how many runs said so",
  allocation: "allocated bytes of a call",
  agents: "agents, KB of one on average; errors over the agents of a run, percent",
};
const UNITS = { peak: 2 ** 20, growth: 1, allocation: 1, agents: 1_000 };
const DIGITS = { peak: 1, growth: 0, allocation: 0, agents: 1 };

/** @returns a table for each group that was run */
export function tables(compared) {
  return Object.keys(TITLES)
    .map((group) => compared.filter(({ entry }) => entry.group === group))
    .filter((members) => members.length > 0)
    .map((members) => tableOf(members[0].entry.group, members));
}

function tableOf(group, members) {
  const columns = ["program", "measure", "truth", "measured", "error, median", "worst"];
  const verdicts = group === "growth" ? ["leak", "flat", "inconcl.", "failed", "should be"] : ["failed"];
  return {
    title: TITLES[group],
    columns: [...columns, ...verdicts],
    rows: members.flatMap((member) => rowsOf(group, member)),
    notes: group === "agents" ? [...members.flatMap(leastPeaks), ...members.flatMap(farOff).slice(0, NOTES)] : [],
  };
}

function rowsOf(group, member) {
  const { entry, results } = member;
  const failures = results.map(({ full, empty }) => full.failure ?? empty?.failure).filter((why) => why !== undefined);
  if (whole(results).length === 0) return [failedRow(entry.name, firstLine(failures[0] ?? "not run"))];
  return errorRows(member).map(({ measure, truth, measured, errors }) => [
    entry.name,
    measure,
    inUnits(group, truth),
    inUnits(group, measured),
    ...errorCells(errors),
    ...(group === "growth" ? verdictCells(results) : []),
    String(failures.length || ""),
    ...(group === "growth" ? [entry.expect + (entry.counted ? "" : " (not counted)")] : []),
  ]);
}

function inUnits(group, bytes) {
  return bytes === undefined || Number.isNaN(bytes) ? "unknown" : (bytes / UNITS[group]).toFixed(DIGITS[group]);
}

function errorCells(errors) {
  if (errors.length === 0) return ["–", "–"];
  return [median(errors).toFixed(2), worst(errors).toFixed(2)];
}

export function worst(errors) {
  return errors.reduce((far, error) => (Math.abs(error) > Math.abs(far) ? error : far), 0);
}

function verdictCells(results) {
  const said = whole(results).map(({ full }) => full.figures.verdict ?? "inconclusive");
  return ["leak", "flat", "inconclusive"].map((verdict) => String(said.filter((one) => one === verdict).length || "·"));
}
