import type { Scope, TimeRange } from "./scope.ts";

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
  readonly colours: "kind" | "package";
}

export const ARRANGEMENTS = ["merged", "inverted", "time"] as const;
export type Arrangement = (typeof ARRANGEMENTS)[number];

export const INITIAL_STATE: PageState = {
  arrangement: "merged",
  thread: null,
  weight: "cpu",
  range: null,
  zoom: "",
  row: "",
  frame: null,
  search: "",
  colours: "kind",
};

/** Only what differs from the beginning, as the part of the link after `#`. */
export function toFragment(state: PageState): string {
  const params = new URLSearchParams();
  if (state.arrangement !== "merged") params.set("view", state.arrangement);
  if (state.thread !== null) params.set("thread", String(state.thread));
  if (state.weight !== "cpu") params.set("weight", state.weight);
  if (state.range !== null) params.set("time", `${state.range.fromUs}-${state.range.toUs}`);
  if (state.zoom !== "") params.set("zoom", state.zoom);
  if (state.row !== "") params.set("at", state.row);
  if (state.frame !== null) params.set("function", String(state.frame));
  if (state.search !== "") params.set("search", state.search);
  if (state.colours !== "kind") params.set("colours", state.colours);
  return params.toString();
}

/** A link may be old or edited by hand: what does not make sense is left at its beginning. */
export function fromFragment(fragment: string, known: { threads: number; frames: number }): PageState {
  const params = new URLSearchParams(fragment.replace(/^#/, ""));
  return {
    arrangement: ARRANGEMENTS.find((name) => name === params.get("view")) ?? INITIAL_STATE.arrangement,
    thread: indexBelow(known.threads, params.get("thread")),
    weight: params.get("weight") === "wall" ? "wall" : "cpu",
    range: timeRange(params.get("time")),
    zoom: params.get("zoom") ?? "",
    row: params.get("at") ?? "",
    frame: indexBelow(known.frames, params.get("function")),
    search: params.get("search") ?? "",
    colours: params.get("colours") === "package" ? "package" : "kind",
  };
}

function indexBelow(limit: number, text: string | null): number | null {
  return text !== null && /^\d{1,9}$/.test(text) && Number(text) < limit ? Number(text) : null;
}

function timeRange(text: string | null): TimeRange | null {
  const match = /^(\d{1,15})-(\d{1,15})$/.exec(text ?? "");
  const range = { fromUs: Number(match?.[1]), toUs: Number(match?.[2]) };
  return range.fromUs < range.toUs ? range : null;
}
