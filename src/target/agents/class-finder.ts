/**
 * Finds classes while the program loads, with no edit of its code. V8's debugger tells of each script before it runs.
 * Where one has a class of the wanted name, a breakpoint is put behind it whose condition hands the class over and is
 * never true: nothing stops. A text that only looks like a class gives a condition that finds none.
 */
import inspector from "node:inspector";
import { type AgentClass, isInFile } from "../../run/agent-class.ts";

const HANDLE = 'globalThis.process.abort[Symbol.for("swarmprof.probe")]';
/** Behind a class's start; more where its methods are given it by the statements that follow. */
const PLACES_AFTER_CLASS = 4;
const PLACES_AFTER_FUNCTION = 60;
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
    for (const one of wanted) {
      if (source.includes(one.name)) this.#search(scriptId, source, one);
    }
  }

  #search(scriptId: string, source: string, one: AgentClass): void {
    const name = one.name.replace(/\$/g, "\\$&");
    const pattern = new RegExp(
      `\\bclass\\s+${name}\\b|(?<![\\w$.])${name}\\s*=\\s*class\\b|\\b(?<plain>function)\\s+${name}\\s*\\(`,
      "g",
    );
    for (const match of source.matchAll(pattern)) {
      const before = source.slice(0, match.index);
      const lineNumber = before.split("\n").length - 1;
      const start = { scriptId, lineNumber, columnNumber: before.length - before.lastIndexOf("\n") - 1 };
      const places = match.groups?.["plain"] === undefined ? PLACES_AFTER_CLASS : PLACES_AFTER_FUNCTION;
      this.#breakBehind(start, places, one);
    }
  }

  #breakBehind(start: inspector.Debugger.Location, places: number, one: AgentClass): void {
    const index = this.#wanted.indexOf(one);
    const { name } = one;
    const found = `(()=>{try{return ${name}}catch{}try{return module.exports.${name}??module.exports}catch{}})()`;
    const condition = `${HANDLE}.metClass(${index},${found})`;
    this.#session.post("Debugger.getPossibleBreakpoints", { start, restrictToFunction: true }, (_, result) => {
      for (const location of (result?.locations ?? []).slice(0, places)) {
        this.#session.post("Debugger.setBreakpoint", { location, condition });
      }
    });
  }
}
