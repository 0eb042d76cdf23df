import type { CodeView, FrameView, ReportView } from "../view-model.ts";
import { choiceWords } from "./agents/agent-choice.ts";
import { whoCounts } from "./agents/who-counts.ts";
import { type CallTree, callTree, outermostCalls } from "./call-tree.ts";
import { eachWeight } from "./each-weight.ts";
import { figuresOf } from "./figures.ts";
import { type FunctionFigures, functionFigures } from "./function-figures.ts";
import { invertedTree } from "./inverted-tree.ts";
import { latest } from "./latest.ts";
import { mergedTree } from "./merged-tree.ts";
import { packagesByWeight } from "./packages-by-weight.ts";
import { initialState, type PageState } from "./page-state.ts";
import { isTime } from "./scope.ts";
import { type Search, search } from "./search.ts";
import type { ShownTree } from "./shown-tree.ts";
import { type Sources, sourcesOf } from "./sources.ts";
import { timeTree } from "./time-tree.ts";
import { type Weights, weigh } from "./weights.ts";

/** What follows from the data and the state of the page. Each is computed when first asked for in a state. */
export interface Model {
  readonly view: ReportView;
  readonly frames: readonly FrameView[];
  readonly tree: CallTree;
  readonly sources: Sources;
  readonly weights: (state: PageState) => Weights;
  readonly functions: (state: PageState) => FunctionFigures;
  readonly shown: (state: PageState) => ShownTree;
  readonly search: (state: PageState) => Search;
  /** Names of the npm packages, the one with most of what the page starts with first. */
  readonly packages: () => readonly string[];
}

export function createModel(view: ReportView): Model {
  const { frames, tree: columns } = view.code ?? NO_CODE;
  const tree = callTree(columns);
  const sources = sourcesOf(view);
  const outermost = latest(String, () => outermostCalls(tree, frames.length));
  const weights = latest(scopeKey, (state: PageState) => weigh(tree, (visit) => eachWeight(sources, state, visit)));
  const functions = latest(scopeKey, (state: PageState) =>
    functionFigures(tree, outermost(""), weights(state), frames.length),
  );
  const packages = latest(String, () => {
    const first = initialState(sources.weights);
    return packagesByWeight(frames, tree, (visit) => eachWeight(sources, first, visit));
  });
  return {
    view,
    frames,
    tree,
    sources,
    weights,
    functions,
    shown: latest(
      (state) => `${state.arrangement} ${scopeKey(state)}`,
      (state) => arrange(sources, tree, state, weights(state)),
    ),
    search: latest(
      (state) => `${scopeKey(state)} ${state.search}`,
      (state) => search(state.search, frames, tree, weights(state), functions(state)),
    ),
    packages: () => packages(""),
  };
}

const NO_CODE: CodeView = {
  frames: [],
  tree: { parent: new Uint32Array(1), frame: new Uint32Array(1) },
};

function arrange(sources: Sources, tree: CallTree, state: PageState, weights: Weights): ShownTree {
  const { threads } = sources;
  const agents = isTime(state.weight) ? choiceWords(state.agents, sources.swarm) : "";
  const thread = state.thread === null ? undefined : (threads[state.thread]?.label ?? "");
  const who = [agents, thread ?? (agents === "" ? "all threads" : "")].filter((part) => part !== "").join(", ");
  const rootTitle = `${who} · ${figuresOf(state).sum(weights.sum)}`;
  switch (state.arrangement) {
    case "merged":
      return mergedTree(tree, weights, rootTitle);
    case "inverted":
      return invertedTree(tree, weights, rootTitle);
    case "time": {
      const { weight } = state;
      if (!isTime(weight)) return mergedTree(tree, weights, rootTitle);
      const names = { root: rootTitle, threads: threads.map(({ label }) => label) };
      const scope = { ...state, weight, who: whoCounts(state.agents, sources.swarm) };
      return timeTree(tree, sources.samples, scope, names);
    }
  }
}

function scopeKey({ thread, weight, count, range, agents, moment }: PageState): string {
  const who = isTime(weight) ? agents : "";
  return `${thread} ${weight} ${count} ${range?.fromUs}-${range?.toUs} ${moment} ${who}`;
}
