import { durationText } from "../quantity.ts";
import type { CpuView } from "../view-model.ts";
import { type CallTree, callTree, outermostCalls } from "./call-tree.ts";
import { type FunctionTimes, functionTimes } from "./function-times.ts";
import { invertedTree } from "./inverted-tree.ts";
import { latest } from "./latest.ts";
import { mergedTree } from "./merged-tree.ts";
import type { PageState } from "./page-state.ts";
import { type Search, search } from "./search.ts";
import type { ShownTree } from "./shown-tree.ts";
import { timeTree } from "./time-tree.ts";
import { type Weights, weigh } from "./weights.ts";

/** What follows from the data and the state of the page. Each is computed when first asked for in a state. */
export interface Model {
  readonly cpu: CpuView;
  readonly tree: CallTree;
  readonly weights: (state: PageState) => Weights;
  readonly times: (state: PageState) => FunctionTimes;
  readonly shown: (state: PageState) => ShownTree;
  readonly search: (state: PageState) => Search;
}

export function createModel(cpu: CpuView): Model {
  const tree = callTree(cpu.tree);
  const outermost = latest(String, () => outermostCalls(tree, cpu.frames.length));
  const weights = latest(scopeKey, (state: PageState) => weigh(tree, cpu.samples, state));
  const times = latest(scopeKey, (state: PageState) =>
    functionTimes(tree, outermost(""), weights(state), cpu.frames.length),
  );
  return {
    cpu,
    tree,
    weights,
    times,
    shown: latest(
      (state) => `${state.arrangement} ${scopeKey(state)}`,
      (state) => arrange(cpu, tree, state, weights(state)),
    ),
    search: latest(
      (state) => `${scopeKey(state)} ${state.search}`,
      (state) => search(state.search, cpu.frames, tree, weights(state), times(state)),
    ),
  };
}

function arrange(cpu: CpuView, tree: CallTree, state: PageState, weights: Weights): ShownTree {
  const who = state.thread === null ? "all threads" : (cpu.threads[state.thread]?.label ?? "");
  const rootTitle = `${who} · ${durationText(weights.sum / 1000)} ${weightWords(state)}`;
  switch (state.arrangement) {
    case "merged":
      return mergedTree(tree, weights, rootTitle);
    case "inverted":
      return invertedTree(tree, weights, rootTitle);
    case "time": {
      const names = { root: rootTitle, threads: cpu.threads.map(({ label }) => label) };
      return timeTree(tree, cpu.samples, state, names);
    }
  }
}

/** What the figures are, in running text. */
export function weightWords({ weight }: PageState): string {
  return weight === "cpu" ? "CPU time" : "wall time";
}

function scopeKey({ thread, weight, range }: PageState): string {
  return `${thread} ${weight} ${range?.fromUs}-${range?.toUs}`;
}
