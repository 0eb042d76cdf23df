/** Agents that are instances of a class: whoever's method is entered runs, until it returns; what it awaits, too. */
import { EventEmitter } from "node:events";
import { Duplex, Readable, Transform, Writable } from "node:stream";
import { AsyncResource } from "node:async_hooks";
import type { AgentClass } from "../../run/agent-class.ts";
import type { SwarmprofAgentStore } from "./agent-store.ts";
import type { AgentTracking } from "./agent-tracking.ts";

type Callable = (...args: unknown[]) => unknown;

/** Their methods are everybody's. */
const FOREIGN: ReadonlySet<object> = new Set(
  [Object, Array, Map, Set, Promise, Error, Function, EventEmitter, EventTarget, AsyncResource]
    .map(({ prototype }): object => prototype)
    .concat([Duplex, Readable, Transform, Writable].map(({ prototype }): object => prototype)),
);

export class ObjectAgents {
  readonly #tracking: AgentTracking;
  readonly #wanted: readonly AgentClass[];
  readonly #classes = new Map<Callable, AgentClass>();
  readonly #stores = new WeakMap<object, SwarmprofAgentStore>();
  /** Instances whose name isn't known yet: the method entered was called by the constructor. */
  readonly #hooked = new WeakMap<object, Set<PropertyKey>>();
  #nameless = 0;
  readonly #named = new Map<string, number>();

  constructor(tracking: AgentTracking, wanted: readonly AgentClass[]) {
    this.#tracking = tracking;
    this.#wanted = wanted;
  }

  /** @returns false always: it is the condition of a breakpoint */
  met(index: number, found: unknown): false {
    const wanted = this.#wanted[index];
    if (wanted === undefined || typeof found !== "function") return false;
    if (found.name !== wanted.name && found.name !== `_${wanted.name}`) return false;
    this.#classes.set(found as Callable, wanted);
    this.#hookChain(found.prototype as unknown);
    return false;
  }

  #hookChain(prototype: unknown): void {
    for (
      let holder = prototype;
      typeof holder === "object" && holder !== null;
      holder = Object.getPrototypeOf(holder)
    ) {
      if (FOREIGN.has(holder)) return;
      this.#hookMethods(holder);
    }
  }

  #hookMethods(holder: object): void {
    const hooked = this.#hooked.get(holder) ?? new Set<PropertyKey>();
    this.#hooked.set(holder, hooked);
    for (const key of Reflect.ownKeys(holder)) {
      const property = Object.getOwnPropertyDescriptor(holder, key);
      if (key === "constructor" || hooked.has(key) || property?.configurable !== true) continue;
      hooked.add(key);
      if (typeof property.value === "function") {
        Object.defineProperty(holder, key, { ...property, value: this.#hook(property.value as Callable) });
      }
    }
  }

  #hook(method: Callable): Callable {
    const storeOf = (instance: unknown): SwarmprofAgentStore | undefined => this.#storeOf(instance);
    const tracking = this.#tracking;
    function passThrough(this: unknown, ...args: unknown[]): unknown {
      const store = storeOf(this);
      if (store === undefined) return Reflect.apply(method, this, args);
      const call = (): unknown => Reflect.apply(method, this, args);
      return tracking.run(store, call);
    }
    for (const key of ["name", "length"] as const) {
      Object.defineProperty(passThrough, key, { value: method[key], configurable: true });
    }
    return passThrough;
  }

  #storeOf(instance: unknown): SwarmprofAgentStore | undefined {
    if (typeof instance !== "object" || instance === null) return undefined;
    const known = this.#stores.get(instance);
    if (known !== undefined) return known;
    for (const [constructor, wanted] of this.#classes) {
      if (!(constructor.prototype as object).isPrototypeOf.call(constructor.prototype, instance)) continue;
      const store = this.#meet(instance, wanted);
      if (store === undefined) return undefined;
      this.#stores.set(instance, store);
      this.#hookChain(Object.getPrototypeOf(instance));
      return store;
    }
    return undefined;
  }

  /** @returns undefined while the instance has no name yet: its constructor is at work */
  #meet(instance: object, { name, field }: AgentClass): SwarmprofAgentStore | undefined {
    const role = instance.constructor?.name ?? name;
    const identity = text(instance, field === "" ? "id" : field);
    if (identity !== undefined) return this.#agent(instance, identity, role);
    const label = text(instance, "name");
    if (label === undefined) return this.#agent(instance, `${role} #${++this.#nameless}`, role);
    // A name is often that of a role: instances of the same name are told apart.
    const before = this.#named.get(label) ?? 0;
    this.#named.set(label, before + 1);
    return this.#agent(instance, before === 0 ? label : `${label} #${before + 1}`, role);
  }

  #agent(instance: object, id: string, role: string): SwarmprofAgentStore {
    const store = this.#tracking.agent("object", id, { role });
    this.#tracking.addOnlyRoot(store, instance);
    return store;
  }
}

function text(instance: object, field: string): string | undefined {
  try {
    const value: unknown = Reflect.get(instance, field);
    return (typeof value === "string" && value !== "") || typeof value === "number" ? String(value) : undefined;
  } catch {
    return undefined; // a getter that needs what isn't there yet
  }
}
