import { sensibleChoice } from "./agents/agent-choice.ts";
import { isTime, type Scope, type TimeRange, type Weight } from "./scope.ts";

/** Everything that a reader can choose. Written into the link, so that whoever gets it sees the same. */
export interface PageState extends Scope {
  readonly arrangement: Arrangement;
  /** Address of the row that takes the full width; "" is the root. */
  readonly zoom: string;
  /** Address of the one selected row, or "". */
  readonly row: string;
  /** The selected function: all its rows are highlighted. */
  readonly frame: number | null;
  readonly search: string;
  readonly colours: "kind" | "package" | "tier";
  /** Index of the heap snapshot that is divided, or null for the one that the time asks for. */
  readonly snapshot: number | null;
  /** What the timeline of memory shows. */
  readonly chart: Chart;
  /** Tracks and marks of the timeline that are not as they are at first, on or off, by their names. */
  readonly switched: string;
}

export const ARRANGEMENTS = ["merged", "inverted", "time"] as const;
export type Arrangement = (typeof ARRANGEMENTS)[number];

export const CHARTS = ["parts", "processes", "heap", "spaces"] as const;
export type Chart = (typeof CHARTS)[number];

const COLOURS = ["kind", "package", "tier"] as const;

/** What there is in a report to choose from. */
export interface Known {
  readonly threads: number;
  readonly frames: number;
  /** The first is what the page starts with. */
  readonly weights: readonly Weight[];
  readonly hasObjects: boolean;
  readonly agents: number;
  /** Of agents. */
  readonly groups: number;
  readonly snapshots: number;
}

export function initialState(weights: readonly Weight[]): PageState {
  return {
    arrangement: "merged",
    thread: null,
    weight: weights[0] ?? "cpu",
    count: "bytes",
    range: null,
    agents: "",
    moment: null,
    zoom: "",
    row: "",
    frame: null,
    search: "",
    colours: "kind",
    snapshot: null,
    chart: "parts",
    switched: "",
  };
}

/** Only what differs from the beginning, as the part of the link after `#`. */
export function toFragment(state: PageState, { weights }: Pick<Known, "weights">): string {
  const first = initialState(weights);
  const params = new URLSearchParams();
  if (state.arrangement !== "merged") params.set("view", state.arrangement);
  if (state.thread !== null) params.set("thread", String(state.thread));
  if (state.weight !== first.weight) params.set("weight", state.weight);
  if (state.count !== "bytes") params.set("count", state.count);
  if (state.range !== null) params.set("time", `${state.range.fromUs}-${state.range.toUs}`);
  if (state.agents !== "") params.set("agents", state.agents);
  if (state.moment !== null) params.set("moment", String(state.moment));
  if (state.zoom !== "") params.set("zoom", state.zoom);
  if (state.row !== "") params.set("at", state.row);
  if (state.frame !== null) params.set("function", String(state.frame));
  if (state.search !== "") params.set("search", state.search);
  if (state.colours !== "kind") params.set("colours", state.colours);
  if (state.snapshot !== null) params.set("snapshot", String(state.snapshot));
  if (state.chart !== "parts") params.set("chart", state.chart);
  if (state.switched !== "") params.set("switched", state.switched);
  return params.toString();
}

/** A link may be old or edited by hand: what does not make sense is left at its beginning. */
export function fromFragment(fragment: string, known: Known): PageState {
  const params = new URLSearchParams(fragment.replace(/^#/, ""));
  const first = initialState(known.weights);
  const weight = known.weights.find((name) => name === params.get("weight")) ?? first.weight;
  const arrangement = ARRANGEMENTS.find((name) => name === params.get("view")) ?? first.arrangement;
  return {
    arrangement: possible(arrangement, weight),
    thread: indexBelow(known.threads, params.get("thread")),
    weight,
    count: known.hasObjects && params.get("count") === "objects" ? "objects" : "bytes",
    range: timeRange(params.get("time")),
    agents: sensibleChoice(params.get("agents") ?? "", known),
    moment: wholeNumber(params.get("moment")),
    zoom: params.get("zoom") ?? "",
    row: params.get("at") ?? "",
    frame: indexBelow(known.frames, params.get("function")),
    search: params.get("search") ?? "",
    colours: COLOURS.find((name) => name === params.get("colours")) ?? "kind",
    snapshot: indexBelow(known.snapshots, params.get("snapshot")),
    chart: CHARTS.find((name) => name === params.get("chart")) ?? first.chart,
    switched: params.get("switched") ?? "",
  };
}

/** The order of time is one of times. */
export function possible(arrangement: Arrangement, weight: Weight): Arrangement {
  return arrangement === "time" && !isTime(weight) ? "merged" : arrangement;
}

function wholeNumber(text: string | null): number | null {
  return text !== null && /^\d{1,12}$/.test(text) ? Number(text) : null;
}

function indexBelow(limit: number, text: string | null): number | null {
  const index = wholeNumber(text);
  return index !== null && index < limit ? index : null;
}

function timeRange(text: string | null): TimeRange | null {
  const match = /^(\d{1,15})-(\d{1,15})$/.exec(text ?? "");
  const range = { fromUs: Number(match?.[1]), toUs: Number(match?.[2]) };
  return range.fromUs < range.toUs ? range : null;
}
