/**
 * Who of the swarm runs in this thread: agents by the async context in which they run, carried by `AsyncLocalStorage`.
 * Nothing is hooked before the first agent is met, so a program without agents pays nothing.
 */
import { AsyncLocalStorage } from "node:async_hooks";
import type { ThreadLayout } from "../../run/layout.ts";
import type { AgentModel, AgentRow } from "../../run/records.ts";
import { appendText, nowUs, stringify, writeWhole } from "../pristine.ts";
import { SwarmprofAgentMark, SwarmprofAgentStore } from "./agent-store.ts";
import { onContextSwitch } from "./context-switches.ts";
import type { AgentWeighing } from "./agent-weighing.ts";
import { SliceAllocations } from "./slice-allocations.ts";
import { type OwnUsage, SliceFile, UNKNOWN_USAGE } from "./slice-file.ts";

/** What a program may say of an agent. */
export interface AgentOptions {
  readonly parent?: string;
  readonly role?: string;
  /** The object that the agent is, if any: what it keeps alive counts as the agent's. */
  readonly root?: object;
}

/** Deeper than callbacks ever nest: entries that an exception has left behind. */
const DEEPEST = 256;
const COST_CALLS = 4_000;
const now = performance.now.bind(performance);

export class AgentTracking {
  readonly #layout: ThreadLayout;
  readonly #contexts = new AsyncLocalStorage<SwarmprofAgentStore>();
  readonly #stores = new Map<string, SwarmprofAgentStore>();
  readonly #agentsOf = new WeakMap<object, readonly number[]>();
  readonly #roots: { readonly index: number; readonly root: WeakRef<object> }[] = [];
  readonly #countsBytes: boolean;
  readonly #usage: OwnUsage;
  #slices: SliceFile | undefined;
  #allocations: SliceAllocations | undefined;
  readonly #parents: number[] = [];
  /** Names by index. */
  readonly #ids: string[] = [""];
  #onRun: ((agent: number) => void) | undefined;
  #interrupted: number[] = [];
  #count = 0;
  #callCostMs: number | undefined;
  /** Where memory is recorded. */
  weighing: AgentWeighing | undefined;

  /** @param countsBytes whether what agents allocate is counted @param usage of the thread */
  constructor(layout: ThreadLayout, countsBytes: boolean, usage: OwnUsage) {
    this.#layout = layout;
    this.#countsBytes = countsBytes;
    this.#usage = usage;
  }

  /** Agents met so far. */
  get count(): number {
    return this.#count;
  }

  /** Index of the agent whose context this is; 0: nobody's. */
  get running(): number {
    return this.#contexts.getStore()?.index ?? 0;
  }

  idOf(index: number): string {
    return this.#ids[index] ?? "";
  }

  /** Of the agent that was met last by this name; 0: of nobody. */
  indexOf(id: string): number {
    return Math.max(0, this.#ids.lastIndexOf(id));
  }

  /** Tells of each agent that begins to run, before it does. */
  onRun(listener: (agent: number) => void): void {
    this.#onRun = listener;
    this.#listen();
  }

  /** The agent of that name, which may be new. */
  agent(model: AgentModel, id: string, { parent, role, root }: AgentOptions = {}): SwarmprofAgentStore {
    const key = model === "object" ? `${model}\0${role}\0${id}` : `${model}\0${id}`;
    const known = this.#stores.get(key);
    const store = known ?? this.#meet(model, id, parent, role);
    if (known === undefined) this.#stores.set(key, store);
    if (root !== undefined) this.addRoot(store, root);
    return store;
  }

  /** What the object keeps alive is the agent's. */
  addRoot({ index }: SwarmprofAgentStore, root: object): void {
    const agents = this.#agentsOf.get(root) ?? [];
    if (agents.includes(index)) return;
    this.#agentsOf.set(root, [...agents, index]);
    this.#roots.push({ index, root: new WeakRef(root) });
  }

  /** Whether it is the one that runs. */
  runs({ index }: SwarmprofAgentStore): boolean {
    return this.#slices?.current === index;
  }

  /** An agent that was met before it had its name. */
  rename({ index }: SwarmprofAgentStore, model: AgentModel, id: string, role: string): void {
    this.#ids[index] = id;
    this.#note({ index, id, model, parent: this.#parents[index] ?? 0, role, t: nowUs() });
  }

  /** A class whose instances are agents was found in the program. */
  classFound(name: string): void {
    this.#append(this.#layout.agentClasses, name);
  }

  /** Runs `action` as the agent; what it awaits, too. @param weight calls for which this one stands, if it is timed for others */
  run<T>(store: SwarmprofAgentStore, action: () => T, weight = 1): T {
    const slices = this.#slices;
    return slices === undefined ? action() : this.#runOn(slices, store, action, weight);
  }

  /** What it costs to run something as an agent, ms. */
  callCostMs(): number {
    return (this.#callCostMs ??= this.asNobody(() => this.#measureCallCost()));
  }

  #runOn<T>(slices: SliceFile, store: SwarmprofAgentStore, action: () => T, weight: number): T {
    if (slices.current === store.index) return action();
    const before = slices.current;
    // The analysis knows these names: the program's own calls go through here.
    const asAgent = (): T => {
      if (weight !== 1) slices.beginCall(weight);
      slices.to(store.index);
      try {
        return action();
      } finally {
        if (weight !== 1) slices.endCall();
        slices.to(before);
      }
    };
    return this.#contexts.run(store, asAgent);
  }

  #measureCallCost(): number {
    const store = new SwarmprofAgentStore(1);
    const scratch = new SliceFile("", nowUs, UNKNOWN_USAGE, { pairs: 3 * COST_CALLS });
    const costs: number[] = [];
    for (let i = 0; i < COST_CALLS; i++) {
      const before = now();
      this.#runOn(scratch, store, () => i, 1);
      costs.push(now() - before);
    }
    this.#slices?.callsCost(optimised(scratch.lengths()));
    return optimised(costs);
  }

  /** Whoever enters in `action` leaves at its end. */
  scope<T>(action: () => T): T {
    const leave = this.#leave();
    try {
      return action();
    } finally {
      leave();
    }
  }

  /** @returns ends it, in the same synchronous stretch */
  enterUntil(store: SwarmprofAgentStore): () => void {
    const leave = this.#leave();
    this.enter(store);
    return leave;
  }

  /** Not by `run` with the store that is active already, which would not restore it. */
  #leave(): () => void {
    const before = this.#slices?.current ?? 0;
    const storeBefore = this.#contexts.getStore();
    return () => {
      if (this.#contexts.getStore() === storeBefore) return;
      this.#contexts.enterWith(storeBefore ?? new SwarmprofAgentStore(0));
      this.#slices?.to(before);
    };
  }

  /** Is who runs from here on, in this async context and those that begin in it. */
  enter(store: SwarmprofAgentStore): void {
    this.#contexts.enterWith(store);
    this.#slices?.to(store.index);
  }

  /** `agent()` of the API. */
  runAs<T>(id: string, options: AgentOptions, action: () => T): T {
    return this.run(this.agent("context", id, options), action);
  }

  /** What the probe does in the middle of an agent's work is nobody's. */
  asNobody<T>(action: () => T): T {
    const slices = this.#slices;
    if (slices === undefined) return action();
    const before = slices.current;
    slices.to(0);
    try {
      return this.#allocations === undefined ? action() : this.#allocations.outside(action);
    } finally {
      slices.to(before);
    }
  }

  /** An object for each agent that is one, for the time of a snapshot. */
  marks(): SwarmprofAgentMark[] {
    return this.#roots.flatMap(({ index, root }) => {
      const instance = root.deref();
      return instance === undefined ? [] : [new SwarmprofAgentMark(index, instance)];
    });
  }

  /** Tells what those hold that have run since the last time; nobody may run meanwhile. */
  weigh(): void {
    this.#allocations?.outside(() => this.weighing?.weigh());
  }

  /** The same, if it is worth it, and nobody runs. */
  weighAtRest(): void {
    if (this.#slices?.current === 0 && this.weighing?.isWanted()) this.weigh();
  }

  flush(): void {
    this.#slices?.flush();
    this.weighing?.flush();
    if (this.#allocations === undefined) return;
    try {
      writeWhole(this.#layout.agentAllocations, stringify(this.#allocations.estimates()));
    } catch {
      // A full disk or a removed folder: the reader finds less.
    }
  }

  end(): void {
    this.#slices?.end();
    this.flush();
  }

  #meet(model: AgentModel, id: string, parent: string | undefined, role: string | undefined): SwarmprofAgentStore {
    this.#start();
    const store = new SwarmprofAgentStore(++this.#count);
    const told = parent === undefined ? undefined : this.#stores.get(`${model}\0${parent}`);
    const around = told ?? (parent === undefined ? this.#contexts.getStore() : undefined);
    const parentIndex = around?.index ?? 0;
    this.#parents[store.index] = parentIndex;
    this.#ids[store.index] = id;
    this.#note({ index: store.index, id, model, parent: parentIndex, role: role ?? "", t: nowUs() });
    return store;
  }

  #note(row: AgentRow): void {
    this.#append(this.#layout.agents, row);
  }

  #append(file: string, line: unknown): void {
    try {
      appendText(file, `${stringify(line)}\n`);
    } catch {
      // A full disk or a removed folder: the reader finds less.
    }
  }

  #listen(): void {
    const [slices, allocations, onRun] = [this.#slices, this.#allocations, this.#onRun];
    if (slices === undefined || (allocations === undefined && onRun === undefined)) return;
    slices.onHandOver = (from, to) => {
      onRun?.(to);
      allocations?.handOver(from, to);
      return this.weighing?.isDue(to) === true ? () => this.weigh() : undefined;
    };
  }

  #start(): void {
    if (this.#slices !== undefined) return;
    const slices = new SliceFile(this.#layout.slices, nowUs, this.#usage);
    this.#slices = slices;
    if (this.#countsBytes) {
      this.weighing?.begin();
      this.#allocations = new SliceAllocations();
      this.#allocations.onSlice = (agent, bytes) => this.weighing?.ran(agent, bytes);
    }
    this.#listen();
    // Before our hooks: on Node 20 and 22 their order decides whether the context has already changed in them.
    this.#contexts.run(new SwarmprofAgentStore(0), () => {});
    onContextSwitch(
      () => {
        if (this.#interrupted.length === DEEPEST) this.#interrupted = [];
        this.#interrupted.push(slices.current);
        slices.to(this.#contexts.getStore()?.index ?? 0);
      },
      () => slices.to(this.#interrupted.pop() ?? 0),
    );
  }
}

/** Code is slow until it is optimised, and the calls that count come later: the fast ones tell. */
function optimised(values: readonly number[]): number {
  return [...values].sort((a, b) => a - b)[Math.floor(values.length / 10)] ?? 0;
}
