import { afterPaint } from "./after-paint.ts";
import type { Model } from "./model.ts";
import { fromFragment, initialState, type Known, type PageState, possible, toFragment } from "./page-state.ts";

type Key = keyof PageState;

/** Keys of the state on which all figures depend. */
export const SCOPE_KEYS = ["thread", "weight", "count", "range", "agents", "moment"] as const satisfies readonly Key[];

/** The state of the page, the parts that draw it, and the link that names it. */
export class Page {
  readonly model: Model;
  readonly #known: Known;
  #state: PageState;
  readonly #parts: { keys: ReadonlySet<Key>; draw: () => void }[] = [];

  constructor(model: Model) {
    this.model = model;
    const { frames, sources } = model;
    const { threads, weights, hasObjects, swarm } = sources;
    this.#known = {
      threads: threads.length,
      frames: frames.length,
      weights,
      hasObjects,
      agents: swarm.agents.length,
      groups: swarm.groups.length,
      snapshots: model.view.agents?.heaps.length ?? 0,
    };
    this.#state = this.#fromLink();
    addEventListener("popstate", () => this.#apply(this.#fromLink()));
  }

  get state(): PageState {
    return this.#state;
  }

  /** Draws now, and again whenever one of the keys changes. */
  show(keys: readonly Key[], draw: () => void): void {
    this.#parts.push({ keys: new Set(keys), draw });
    draw();
  }

  /** @param change what the reader chose; moves that the "back" button should undo make an entry in the history */
  change(change: Partial<PageState>): void {
    const before = this.#state;
    this.#apply(settle(before, change));
    const after = this.#state;
    const isMove = after.zoom !== before.zoom || after.arrangement !== before.arrangement;
    const link = `#${toFragment(after, this.#known)}`;
    if (isMove) history.pushState(null, "", link);
    else history.replaceState(null, "", link);
  }

  #apply(next: PageState): void {
    const before = this.#state;
    this.#state = next;
    const changed = KEYS.filter((key) => before[key] !== next[key]);
    if (changed.length === 0) return;
    const started = performance.now();
    for (const { keys, draw } of this.#parts) if (changed.some((key) => keys.has(key))) draw();
    afterPaint(() => performance.measure(`swarmprof:${measureName(changed)}`, { start: started }));
  }

  #fromLink(): PageState {
    return fromFragment(location.hash, this.#known);
  }
}

const KEYS = Object.keys(initialState([])) as Key[];

function settle(before: PageState, change: Partial<PageState>): PageState {
  const wanted = { ...before, ...change };
  const next = { ...wanted, arrangement: possible(wanted.arrangement, wanted.weight) };
  const differs = (key: Key): boolean => next[key] !== before[key];
  // A moment was chosen among the profiles of a scope.
  const moment = ["thread", "weight", "range"] as const;
  const settled = moment.some(differs) && change.moment === undefined ? { ...next, moment: null } : next;
  // Rows belong to an arrangement, and in the order of time to a scope too: with another one, they mean another place.
  const rescoped = SCOPE_KEYS.some(differs);
  if (differs("arrangement") || (rescoped && next.arrangement === "time")) {
    return { ...settled, zoom: change.zoom ?? "", row: change.row ?? "" };
  }
  return settled;
}

function measureName(changed: readonly Key[]): string {
  for (const key of ["arrangement", "zoom", "search"] as const) if (changed.includes(key)) return key;
  return SCOPE_KEYS.some((key) => changed.includes(key)) ? "scope" : "select";
}
