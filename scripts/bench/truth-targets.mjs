// What is to be reached, and what was.
import { median } from "./statistics.mjs";
import { agentRows } from "./truth-agents.mjs";
import { errorRows } from "./truth-errors.mjs";

const PEAK_PERCENT = 2;
const FOUND_PERCENT = 98;
const FALSE_ALARM_PERCENT = 1;
const SLOPE_PERCENT = 5;
/** From how many bytes an iteration on a slope has to be near the truth. */
const SLOPE_FROM_BYTES = 4096;
const PER_OP_PERCENT = 1;

export function targets(compared) {
  const counted = compared.filter(({ entry }) => entry.counted ?? true);
  const of = (group) => counted.filter(({ entry }) => entry.group === group);
  const steep = of("growth").filter(({ truth }) => truth.slope >= SLOPE_FROM_BYTES);
  const rows = [
    nearness("peak: error of the median, worst program", of("peak"), PEAK_PERCENT),
    verdictRow("leaks found", of("growth"), "leak", `≥ ${FOUND_PERCENT} %`, (share) => share >= FOUND_PERCENT),
    verdictRow(
      "false alarms",
      of("growth"),
      "flat",
      `≤ ${FALSE_ALARM_PERCENT} %`,
      (share) => share <= FALSE_ALARM_PERCENT,
    ),
    nearness(`slope from ${SLOPE_FROM_BYTES} B on: error of the median, worst program`, steep, SLOPE_PERCENT),
    nearness("bytes per op: error of the median, worst program", of("allocation"), PER_OP_PERCENT),
    ...agentTargets(of("agents")),
  ];
  return {
    title: "targets",
    columns: ["target", "", "to reach", "reached", "of"],
    rows: rows.map(({ what, isMet, limit, reached, count }) => [what, isMet, limit, reached, count]),
    notes: rows.flatMap(({ what, wrong }) =>
      wrong.length > 0 ? [`${what}, not:`, ...wrong.map((one) => `  ${one}`)] : [],
    ),
  };
}

function nearness(what, members, percent) {
  const all = members.flatMap((member) => errorRows(member).map((row) => ({ ...row, name: member.entry.name })));
  const known = all.filter(({ errors }) => errors.length > 0).map((row) => ({ ...row, error: median(row.errors) }));
  const far = known.filter(({ error }) => Math.abs(error) > percent);
  const missing = all.length - known.length;
  return {
    what,
    isMet: known.length === 0 ? "unknown" : yesOrNo(far.length === 0),
    limit: `≤ ${percent} %`,
    reached: known.length === 0 ? "" : `${Math.max(...known.map(({ error }) => Math.abs(error))).toFixed(2)} %`,
    count: `${known.length} figures${missing > 0 ? `, ${missing} unknown` : ""}`,
    wrong: far.map(({ name, measure, error }) => `${name} (${measure} ${error.toFixed(1)} %)`),
  };
}

/** Each program has limits of its own, which its rows carry. */
function agentTargets(members) {
  const rows = members.flatMap((member) => agentRows(member).map((row) => ({ ...row, name: member.entry.name })));
  return [...new Set(rows.map(({ measure }) => measure))].map((measure) => {
    const all = rows.filter((row) => row.measure === measure);
    const known = all.filter(({ errors }) => errors.length > 0).map((row) => ({ ...row, error: median(row.errors) }));
    const far = known.filter(({ error, limit }) => error > limit);
    const limits = [...new Set(all.map(({ limit }) => limit))].sort((a, b) => a - b);
    return {
      what: `agents, ${measure} error of a run: median, worst program`,
      isMet: known.length === 0 ? "unknown" : yesOrNo(far.length === 0),
      limit: `≤ ${limits.join(", ")} %`,
      reached: known.length === 0 ? "" : `${Math.max(...known.map(({ error }) => error)).toFixed(2)} %`,
      count: `${known.length} programs`,
      wrong: far.map(({ name, error, limit }) => `${name} (${error.toFixed(1)} %, not ${limit} %)`),
    };
  });
}

/** A run that failed, or that says nothing, has found nothing. */
function verdictRow(what, members, expected, limit, holds) {
  const concerned = members.filter(({ entry }) => entry.expect === expected);
  const runs = concerned.flatMap(({ entry, results }) =>
    results.map(({ full }) => ({ name: entry.name, verdict: full.figures?.verdict })),
  );
  const leaks = runs.filter(({ verdict }) => verdict === "leak");
  const wrong = expected === "leak" ? runs.filter(({ verdict }) => verdict !== "leak") : leaks;
  const share = (100 * leaks.length) / runs.length;
  const isKnown = runs.some(({ verdict }) => verdict !== undefined);
  return {
    what,
    isMet: isKnown ? yesOrNo(holds(share)) : "unknown",
    limit,
    reached: isKnown ? `${share.toFixed(1)} %` : "",
    count: `${runs.length} runs`,
    wrong: isKnown ? countsByName(wrong) : [],
  };
}

function countsByName(runs) {
  const names = new Set(runs.map(({ name }) => name));
  return [...names].map((name) => `${name} (${runs.filter((run) => run.name === name).length} runs)`);
}

function yesOrNo(isMet) {
  return isMet ? "yes" : "NO";
}
