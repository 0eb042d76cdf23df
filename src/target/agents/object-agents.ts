/** Agents that are instances of a class: whoever's method is entered runs, until it returns; what it awaits, too. */
import { EventEmitter } from "node:events";
import { Duplex, Readable, Transform, Writable } from "node:stream";
import { AsyncResource } from "node:async_hooks";
import type { AgentClass } from "../../run/agent-class.ts";
import type { SwarmprofAgentStore } from "./agent-store.ts";
import type { AgentTracking } from "./agent-tracking.ts";
import { CallSampling, ShortCalls } from "./short-calls.ts";

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
  readonly #unnamed = new WeakMap<object, AgentClass>();
  readonly #hooked = new WeakMap<object, Set<PropertyKey>>();
  readonly #sampling = new CallSampling();
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
    if (!this.#classes.has(found as Callable)) this.#tracking.classFound(wanted.name);
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
      if (typeof property.value === "function" && !isClass(property.value as Callable)) {
        Object.defineProperty(holder, key, { ...property, value: this.#hook(property.value as Callable) });
      }
    }
  }

  #hook(method: Callable): Callable {
    const storeOf = (instance: unknown): SwarmprofAgentStore | undefined => this.#storeOf(instance);
    const tracking = this.#tracking;
    const givesIterator = /Generator/.test(Object.prototype.toString.call(method));
    const calls = new ShortCalls(method, tracking, this.#sampling);
    // A method, since these can't be called with `new` either.
    const { passThrough } = {
      passThrough(this: unknown, ...args: unknown[]): unknown {
        const store = storeOf(this);
        if (store === undefined || (tracking.runs(store) && !givesIterator)) return Reflect.apply(method, this, args);
        if (calls.skips()) return calls.untimed(method, this, args);
        const call = (): unknown => Reflect.apply(method, this, args);
        const result = calls.run(store, call);
        if (givesIterator) hookIterator(result as object, store, tracking);
        return result;
      },
    };
    Object.setPrototypeOf(passThrough, Object.getPrototypeOf(method) as object | null);
    Object.defineProperties(passThrough, Object.getOwnPropertyDescriptors(method));
    return passThrough;
  }

  #storeOf(instance: unknown): SwarmprofAgentStore | undefined {
    if (typeof instance !== "object" || instance === null) return undefined;
    const known = this.#stores.get(instance);
    if (known !== undefined) {
      const wanted = this.#unnamed.get(instance);
      if (wanted !== undefined) this.#name(instance, known, wanted);
      return known;
    }
    for (const [constructor, wanted] of this.#classes) {
      if (!Object.prototype.isPrototypeOf.call(constructor.prototype as object, instance)) continue;
      const store = this.#meet(instance, wanted);
      this.#stores.set(instance, store);
      this.#hookChain(Object.getPrototypeOf(instance));
      return store;
    }
    return undefined;
  }

  /** The constructor may have called a method before it gave the instance its name. */
  #name(instance: object, store: SwarmprofAgentStore, wanted: AgentClass): void {
    const label = text(instance, wanted.field === "" ? "id" : wanted.field) ?? text(instance, "name");
    if (label === undefined) return;
    this.#unnamed.delete(instance);
    const role = roleOf(instance, wanted);
    this.#tracking.rename(store, "object", readable(label, role), role);
  }

  #meet(instance: object, wanted: AgentClass): SwarmprofAgentStore {
    const { field } = wanted;
    const role = roleOf(instance, wanted);
    const identity = text(instance, field === "" ? "id" : field);
    if (identity !== undefined) return this.#agent(instance, readable(identity, role), role);
    const label = text(instance, "name");
    if (label === undefined) {
      this.#unnamed.set(instance, wanted);
      return this.#agent(instance, `${role} #${++this.#nameless}`, role);
    }
    // A name is often that of a role: instances of the same name are told apart.
    const before = this.#named.get(label) ?? 0;
    this.#named.set(label, before + 1);
    return this.#agent(instance, before === 0 ? label : `${label} #${before + 1}`, role);
  }

  #agent(instance: object, id: string, role: string): SwarmprofAgentStore {
    const store = this.#tracking.agent("object", id, { role });
    this.#tracking.addRoot(store, instance);
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

function roleOf(instance: object, { name }: AgentClass): string {
  return (instance.constructor as Callable | undefined)?.name ?? name;
}

/** `Bird-3` says more than `3`, and the 3 of another class is somebody else. */
function readable(identity: string, role: string): string {
  return /^\d+$/.test(identity) ? `${role}-${identity}` : identity;
}

/** A property that holds a class is no method. */
function isClass(value: Callable): boolean {
  return Object.getOwnPropertyDescriptor(value, "prototype")?.writable === false;
}

/** The body of a generator runs when it is asked for the next value. */
function hookIterator(iterator: object, store: SwarmprofAgentStore, tracking: AgentTracking): void {
  for (const key of ["next", "return", "throw"]) {
    const step = Reflect.get(iterator, key) as Callable;
    const { passThrough } = {
      passThrough(this: unknown, ...args: unknown[]): unknown {
        const call = (): unknown => Reflect.apply(step, this, args);
        return tracking.run(store, call);
      },
    };
    Object.defineProperty(iterator, key, { value: passThrough, configurable: true, writable: true, enumerable: false });
  }
}
