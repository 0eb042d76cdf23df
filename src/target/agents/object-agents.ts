/** Agents that are instances of a class: whoever's method is entered runs, until it returns; what it awaits, too. */
import { EventEmitter } from "node:events";
import { Duplex, Readable, Transform, Writable } from "node:stream";
import { AsyncResource } from "node:async_hooks";
import type { AgentClass } from "../../run/agent-class.ts";
import type { SwarmprofAgentStore } from "./agent-store.ts";
import type { AgentTracking } from "./agent-tracking.ts";
import { InstanceNames } from "./instance-names.ts";
import { hookBound } from "./bound-functions.ts";
import { type Callable, hookMethod, isClass, isHooked } from "./method-hook.ts";
import { CallSampling } from "./short-calls.ts";

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
  readonly #names = new InstanceNames();
  /** Instances whose name isn't known yet: the method entered was called by the constructor. */
  readonly #unnamed = new WeakMap<object, AgentClass>();
  #hasUnnamed = false;
  readonly #hooked = new WeakMap<object, Set<PropertyKey>>();
  readonly #sampling = new CallSampling();
  /** Instances whose own functions are hooked. */
  readonly #hookedOwn = new WeakSet<object>();
  /** Whose name is asked for just now: its getters are hooked, too. */
  #naming: object | undefined;

  constructor(tracking: AgentTracking, wanted: readonly AgentClass[]) {
    this.#tracking = tracking;
    this.#wanted = wanted;
  }

  /** A class of a wanted name. */
  met(index: number, found: unknown): void {
    const wanted = this.#wanted[index];
    if (wanted === undefined || !hasPrototype(found)) return;
    if (this.#classes.size === 0) this.#hookBound();
    if (!this.#classes.has(found)) this.#tracking.classFound(wanted.name);
    this.#classes.set(found, wanted);
    this.#hookChain(found.prototype as unknown);
  }

  /** What may be derived from a class that is known. */
  metSubclass(found: unknown): void {
    if (hasPrototype(found) && this.#wantedOf(found.prototype as object) !== undefined)
      this.#hookChain(found.prototype as unknown);
  }

  /** @param found an instance that is being made of a class of that name, or of one derived from it; or a class @returns whether it was known */
  metMember(index: number, name: string, found: unknown): boolean {
    const start: unknown = typeof found === "function" ? found.prototype : prototypeOf(found);
    for (let holder: unknown = start; typeof holder === "object" && holder !== null; holder = prototypeOf(holder)) {
      const made: unknown = Object.getOwnPropertyDescriptor(holder, "constructor")?.value;
      if (!hasPrototype(made) || (made.name !== name && made.name !== `_${name}`)) continue;
      const isKnown = this.#classes.has(made) || (index < 0 && this.#hooked.has(holder));
      if (index >= 0) this.met(index, made);
      else this.metSubclass(made);
      if (start !== holder) this.metSubclass((start as { constructor: unknown }).constructor);
      return isKnown;
    }
    return false;
  }

  /** Functions that an instance has for itself, as fields of these names. @returns whether there was something to do */
  hookOwn(instance: unknown, names: readonly string[]): boolean {
    if (typeof instance !== "object" || instance === null || this.#wantedOf(instance) === undefined) return false;
    if (this.#hookedOwn.has(instance)) return false;
    this.#hookedOwn.add(instance);
    const storeOf = (): SwarmprofAgentStore | undefined => this.#storeOf(instance);
    for (const name of names) {
      const property = Object.getOwnPropertyDescriptor(instance, name);
      const value: unknown = property?.value;
      if (property?.configurable !== true || typeof value !== "function" || isClass(value as Callable)) continue;
      const hooked = hookMethod(value as Callable, this.#tracking, this.#sampling, storeOf);
      Object.defineProperty(instance, name, { ...property, value: hooked });
    }
    return true;
  }

  #hookBound(): void {
    const isAgent = (self: object): boolean => !this.#hooked.has(self) && this.#wantedOf(self) !== undefined;
    hookBound(this.#tracking, isAgent, isHooked, (self) => this.#storeOf(self));
  }

  #hookChain(prototype: unknown): void {
    for (let holder = prototype; typeof holder === "object" && holder !== null; holder = prototypeOf(holder)) {
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
      const value: unknown = property.value;
      if (typeof value === "function") {
        if (!isClass(value as Callable))
          Object.defineProperty(holder, key, { ...property, value: this.#hook(value as Callable) });
        continue;
      }
      const { get, set } = property;
      if (get === undefined && set === undefined) continue;
      Object.defineProperty(holder, key, {
        ...property,
        ...(get === undefined ? {} : { get: this.#hook(get) }),
        ...(set === undefined ? {} : { set: this.#hook(set as Callable) }),
      });
    }
  }

  #hook(method: Callable): Callable {
    return hookMethod(method, this.#tracking, this.#sampling, (instance) => this.#storeOf(instance));
  }

  #storeOf(instance: unknown): SwarmprofAgentStore | undefined {
    if (typeof instance !== "object" || instance === null || instance === this.#naming) return undefined;
    const known = this.#stores.get(instance);
    if (known !== undefined) {
      const wanted = this.#hasUnnamed ? this.#unnamed.get(instance) : undefined;
      if (wanted !== undefined) this.#name(instance, known, wanted);
      return known;
    }
    if (this.#hooked.has(instance)) return undefined; // a prototype, of which somebody asks for a property
    const wanted = this.#wantedOf(instance);
    if (wanted === undefined) return undefined;
    const store = this.#meet(instance, wanted);
    this.#stores.set(instance, store);
    this.#hookChain(Object.getPrototypeOf(instance));
    return store;
  }

  /** By which class an instance, or a prototype, is an agent's. */
  #wantedOf(instance: object): AgentClass | undefined {
    for (const [constructor, wanted] of this.#classes) {
      if (Object.prototype.isPrototypeOf.call(constructor.prototype as object, instance)) return wanted;
    }
    return undefined;
  }

  #name(instance: object, store: SwarmprofAgentStore, wanted: AgentClass): void {
    const name = this.#asking(instance, () => this.#names.lateNameOf(instance, wanted));
    if (name === undefined) return;
    this.#unnamed.delete(instance);
    this.#tracking.rename(store, "object", name.id, name.role);
  }

  #meet(instance: object, wanted: AgentClass): SwarmprofAgentStore {
    const { id, role, isFinal } = this.#asking(instance, () => this.#names.nameOf(instance, wanted));
    if (!isFinal) {
      this.#hasUnnamed = true;
      this.#unnamed.set(instance, wanted);
    }
    const store = this.#tracking.agent("object", id, { role });
    this.#tracking.addRoot(store, instance);
    return store;
  }

  #asking<T>(instance: object, ask: () => T): T {
    this.#naming = instance;
    try {
      return ask();
    } finally {
      this.#naming = undefined;
    }
  }
}

function hasPrototype(found: unknown): found is Callable {
  return typeof found === "function" && typeof found.prototype === "object" && found.prototype !== null;
}

function prototypeOf(value: unknown): unknown {
  return typeof value === "object" && value !== null ? Object.getPrototypeOf(value) : undefined;
}
