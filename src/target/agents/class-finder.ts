/**
 * Finds classes while the program loads, with no edit of its code. V8's debugger tells of each script before it runs.
 * Where one has a class of the wanted name, a breakpoint is put behind it whose condition hands the class over and is
 * never true: nothing stops. A text that only looks like a class gives a condition that finds none.
 */
import inspector from "node:inspector";
import { type AgentClass, isInFile } from "../../run/agent-class.ts";
import { classEnd } from "./class-end.ts";

const HANDLE = 'globalThis.process.abort[Symbol.for("swarmprof.probe")]';
/** Places behind a definition that are looked at. */
const PLACES = 60;
/** Scripts without an end are none that hold agents. */
const LONGEST_SCRIPT = 64 * 1024 * 1024;

export class ClassFinder {
  readonly #session = new inspector.Session();
  readonly #wanted: readonly AgentClass[];

  constructor(wanted: readonly AgentClass[]) {
    this.#wanted = wanted;
  }

  /** From now on classes are handed to `metClass` of the probe's handle, with their index among those wanted. */
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

  #look({ scriptId, url, length }: inspector.Debugger.ScriptParsedEventDataType): void {
    if (url === "" || url.startsWith("node:") || (length ?? 0) > LONGEST_SCRIPT) return;
    const wanted = this.#wanted.filter((one) => isInFile(one, url));
    if (wanted.length === 0) return;
    let source = "";
    this.#session.post("Debugger.getScriptSource", { scriptId }, (_, result) => (source = result?.scriptSource ?? ""));
    // V8 takes one breakpoint a place: classes that stand side by side share theirs.
    const lines = source.split("\n");
    const conditions = new Map<string, { location: inspector.Debugger.Location; calls: Set<string> }>();
    for (const one of wanted) {
      if (!source.includes(one.name)) continue;
      for (const start of this.#definitions(scriptId, source, one)) {
        for (const location of this.#behind(start, lines, one)) {
          const key = `${location.lineNumber}:${location.columnNumber}`;
          const known = conditions.get(key) ?? { location, calls: new Set() };
          conditions.set(key, known);
          known.calls.add(`${HANDLE}.metClass(${this.#wanted.indexOf(one)},${found(one)})`);
        }
      }
    }
    for (const { location, calls } of conditions.values()) {
      this.#session.post("Debugger.setBreakpoint", { location, condition: [...calls, "false"].join(",") });
    }
  }

  *#definitions(scriptId: string, source: string, one: AgentClass): Generator<inspector.Debugger.Location> {
    const name = one.name.replace(/\$/g, "\\$&");
    const pattern = new RegExp(
      `\\bclass\\s+_?${name}(?![\\w$])|(?<![\\w$])${name}\\s*[=:]\\s*(?:class\\b|(?<assigned>function)\\b)|\\b(?<plain>function)\\s+${name}\\s*\\(`,
      "g",
    );
    for (const match of source.matchAll(pattern)) {
      const end = classEnd(source, match.index);
      if (end < 0) continue;
      const before = source.slice(0, end);
      const lineNumber = before.split("\n").length - 1;
      const columnNumber = before.length - before.lastIndexOf("\n") - 1;
      yield { scriptId, lineNumber, columnNumber };
    }
  }

  /**
   * The first place behind the definition, the statements that give it more methods, and what follows each of them: others
   * may stand in a loop, where every turn would ask for the condition.
   */
  #behind(start: inspector.Debugger.Location, lines: readonly string[], { name }: AgentClass): Place[] {
    let locations: readonly Place[] = [];
    const where: inspector.Debugger.GetPossibleBreakpointsParameterType = { start, restrictToFunction: true };
    this.#session.post("Debugger.getPossibleBreakpoints", where, (_, result) => (locations = result?.locations ?? []));
    // V8 places an assignment to `Name.prototype.method` at its second word.
    const adds = ["prototype.", `_${name}.`, `${name}.`, `Object.defineProperty(${name}.`, `Object.assign(${name}.`];
    const places = locations.slice(0, PLACES);
    const addsMethod = places.map(({ lineNumber, columnNumber = 0 }) => {
      const text = lines[lineNumber]?.slice(columnNumber, columnNumber + 80) ?? "";
      return adds.some((one) => text.startsWith(one));
    });
    return places.filter((_, i) => i === 0 || addsMethod[i] || addsMethod[i - 1]);
  }
}

type Place = inspector.Debugger.BreakLocation;

/** An expression for the class, by the names that it may have where the breakpoint is. */
function found({ name }: AgentClass): string {
  const named = [name, `_${name}`, `exports.${name}`, `module.exports.${name}`];
  const tries = named.map((one) => `try{if(typeof ${one}==="function")return ${one}}catch{}`).join("");
  return `(()=>{${tries}try{if(module.exports.name===${JSON.stringify(name)})return module.exports}catch{}})()`;
}
