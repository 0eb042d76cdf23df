/**
 * Finds classes while the program loads, with no edit of its code. V8's debugger tells of each script before it runs.
 * Where one has a class of the wanted name, or one derived from it, breakpoints are put whose conditions hand the class
 * over and are never true: nothing stops.
 *
 * One stands behind the class, and asks for it by its name. A class that has no name there, as in an argument, is known
 * from the first instance that is made: a breakpoint in its constructor or at its first field, gone once the class is known.
 */
import inspector from "node:inspector";
import { type AgentClass, isInFile } from "../../run/agent-class.ts";
import { definitionsOf, subclassesOf } from "./class-definitions.ts";
import { BreakPlaces, type PlaceUse } from "./break-places.ts";
import type { ObjectAgents } from "./object-agents.ts";

const HANDLE = 'globalThis.process.abort[Symbol.for("swarmprof.probe")].classes';
/** Scripts without an end are none that hold agents. */
const LONGEST_SCRIPT = 64 * 1024 * 1024;
/** So often a place may be met with nothing new there: then it is another than it was taken for, in a loop or in a function. */
const MISTAKES = 20;

/** What a breakpoint is for, by the number that its condition hands over. */
interface Breakpoint {
  readonly use: PlaceUse;
  isDone: boolean;
  /** Index among the wanted classes; -1 for a class that is derived from one. */
  readonly index: number;
  readonly name: string;
  readonly functionFields: readonly string[];
  mistakes: number;
}

export class ClassFinder {
  readonly #session = new inspector.Session();
  readonly #wanted: readonly AgentClass[];
  readonly #objects: ObjectAgents;
  /** Names of the classes wanted and of those derived from them. */
  readonly #names: Set<string>;
  readonly #breakpoints: Breakpoint[] = [];
  readonly #seen = new WeakSet<object>();

  constructor(wanted: readonly AgentClass[], objects: ObjectAgents) {
    this.#wanted = wanted;
    this.#objects = objects;
    this.#names = new Set(wanted.map(({ name }) => name));
  }

  start(): void {
    this.#session.connect();
    this.#session.on("Debugger.scriptParsed", ({ params }) => {
      try {
        this.#look(params);
      } catch {
        // A script that can't be read has no agents that we could know.
      }
    });
    this.#session.post("Debugger.enable");
  }

  /** A class stands here by its name. @returns false always: it is the condition of a breakpoint */
  behind(number: number, found: unknown): false {
    const breakpoint = this.#breakpoints[number];
    if (breakpoint === undefined || breakpoint.isDone) return false;
    if (breakpoint.index < 0) this.#objects.metSubclass(found);
    else this.#objects.met(breakpoint.index, found);
    const isNew = typeof found === "function" && !this.#seen.has(found);
    if (isNew) this.#seen.add(found);
    else if (++breakpoint.mistakes > MISTAKES) this.#remove(breakpoint);
    return false;
  }

  /** In a constructor or at a field: `self` is the instance, or the class; `target` is what `new` makes. */
  inside(number: number, self: unknown, target: unknown): false {
    const breakpoint = this.#breakpoints[number];
    if (breakpoint === undefined) return false;
    const isKnown = this.#objects.metMember(breakpoint.index, breakpoint.name, self ?? target);
    if (isKnown) this.#remove(breakpoint);
    return false;
  }

  /** At the end of a constructor whose class has fields with functions in them. */
  made(number: number, self: unknown): false {
    const breakpoint = this.#breakpoints[number];
    if (breakpoint === undefined) return false;
    const isNew = this.#objects.hookOwn(self, breakpoint.functionFields);
    if (!isNew && ++breakpoint.mistakes > MISTAKES) this.#remove(breakpoint);
    return false;
  }

  #look({ scriptId, url, length }: inspector.Debugger.ScriptParsedEventDataType): void {
    if (url === "" || url.startsWith("node:") || (length ?? 0) > LONGEST_SCRIPT) return;
    let source = "";
    this.#session.post("Debugger.getScriptSource", { scriptId }, (_, result) => (source = result?.scriptSource ?? ""));
    if (![...this.#names].some((name) => source.includes(name))) return;
    const places = new BreakPlaces(this.#session, scriptId, source);
    for (const [index, one] of this.#wanted.entries()) {
      if (isInFile(one, url) && source.includes(one.name)) this.#place(places, source, one.name, index);
    }
    for (const name of subclassesOf(source, this.#names)) {
      if (this.#wanted.some((one) => one.name === name)) continue;
      this.#names.add(name);
      this.#place(places, source, name, -1);
    }
    places.set();
  }

  #place(places: BreakPlaces, source: string, name: string, index: number): void {
    for (const definition of definitionsOf(source, name)) {
      const { functionFields } = definition;
      for (const place of places.behind(definition)) {
        this.#breakpoint(index, name, [], (number) => places.add(place, `${HANDLE}.behind(${number},${found(name)})`));
      }
      for (const place of places.inside(definition)) {
        this.#breakpoint(index, name, [], (number) =>
          places.add(place, `${HANDLE}.inside(${number},${SELF},${TARGET})`),
        );
      }
      if (functionFields.length === 0) continue;
      for (const place of places.made(definition)) {
        this.#breakpoint(index, name, functionFields, (number) =>
          places.add(place, `${HANDLE}.made(${number},${SELF})`),
        );
      }
    }
  }

  #breakpoint(index: number, name: string, functionFields: readonly string[], add: (number: number) => PlaceUse): void {
    const use = add(this.#breakpoints.length);
    this.#breakpoints.push({ use, isDone: false, index, name, functionFields, mistakes: 0 });
  }

  /** V8 lets a breakpoint be removed from within its condition. */
  #remove(breakpoint: Breakpoint): void {
    const { use } = breakpoint;
    if (breakpoint.isDone) return;
    breakpoint.isDone = true;
    if (--use.purposes === 0 && use.id !== undefined)
      this.#session.post("Debugger.removeBreakpoint", { breakpointId: use.id });
  }
}

/** Before `super()` there is no `this`; in an arrow function there is no `new.target`. */
const SELF = "(()=>{try{return this}catch{}})()";
const TARGET = "(()=>{try{return new.target}catch{}})()";

/** An expression for the class, by the names that it may have where the breakpoint is. */
function found(name: string): string {
  const named = [name, `_${name}`, `exports.${name}`, `module.exports.${name}`];
  const tries = named.map((one) => `try{if(typeof ${one}==="function")return ${one}}catch{}`).join("");
  return `(()=>{${tries}try{if(module.exports.name===${JSON.stringify(name)})return module.exports}catch{}})()`;
}
