import { isCodeName } from "../../run/code-name.ts";
import { EdgeKind, type HeapGraph, isIndexed, NodeKind } from "../../run/heap-graph.ts";
import { weakMapTable } from "./weak-maps.ts";

/** Kinds of nodes whose name is what they contain, and the name that they all get in its place. */
export const CONTENTS: ReadonlyMap<number, string> = new Map([
  [NodeKind.string, "(string)"],
  [NodeKind.concatenatedString, "(concatenated string)"],
  [NodeKind.slicedString, "(sliced string)"],
  [NodeKind.number, "(number)"],
  [NodeKind.bigint, "(bigint)"],
  [NodeKind.symbol, "(symbol)"],
  [NodeKind.regexp, "(regexp)"],
]);

/** What becomes of a string of a snapshot. */
export const Fate = { unused: 0, data: 1, kept: 2 } as const;

/** Longer names of scripts are texts of programs, as are `data:` URLs. */
const LONGEST_NAME = 300;

/**
 * Tells the names that a program's code gives from its data, by what each string is the name of. Kept are names of classes,
 * functions, scripts, variables, what V8 calls its own, and of properties if they look like names and stand in objects that
 * are not used as maps. All else is data.
 */
export function namesOfCode(graph: HeapGraph): Uint8Array {
  const { nodeCount, nodeKind, nodeName, firstEdge, edgeKind, edgeName, strings } = graph;
  const fates = new Uint8Array(strings.count);
  const looks = new Uint8Array(strings.count);
  const looksLikeCode = (name: number): boolean => {
    if (looks[name] === 0) looks[name] = isCodeName(strings.text(name)) ? YES : NO;
    return looks[name] === YES;
  };
  const isMap = mapTest(graph);
  for (let node = 0; node < nodeCount; node++) {
    const kind = nodeKind[node] as number;
    if (!CONTENTS.has(kind)) keep(fates, nodeName[node] as number);
    const hasData = isMap(node);
    const end = firstEdge[node + 1] as number;
    for (let edge = firstEdge[node] as number; edge < end; edge++) {
      const of = edgeKind[edge] as number;
      if (isIndexed(of)) continue;
      const name = edgeName[edge] as number;
      if (fates[name] === Fate.kept) continue;
      fates[name] = of !== EdgeKind.property || (!hasData && looksLikeCode(name)) ? Fate.kept : Fate.data;
    }
  }
  for (const names of [graph.allocations?.functions.name, graph.allocations?.functions.script]) {
    for (const name of names ?? []) keep(fates, name);
  }
  for (let name = 0; name < strings.count; name++) {
    if (fates[name] === Fate.kept && holdsText(strings.text(name))) fates[name] = Fate.data;
  }
  return fates;
}

const YES = 1;
const NO = 2;

function keep(fates: Uint8Array, name: number): void {
  fates[name] = Fate.kept;
}

function holdsText(name: string): boolean {
  return name.startsWith("data:") || (name.length > LONGEST_NAME && weakMapTable(name) === undefined);
}

/** An object that V8 keeps as a table of names is used as a map, if it is of no class of the program's. */
function mapTest({ nodeKind, nodeName, firstEdge, edgeKind, edgeTo, strings }: HeapGraph): (node: number) => boolean {
  const named = (text: string): ((name: number) => boolean) => {
    const verdicts = new Map<number, boolean>();
    return (name) => {
      let verdict = verdicts.get(name);
      if (verdict === undefined) verdicts.set(name, (verdict = strings.text(name) === text));
      return verdict;
    };
  };
  const isPlain = named("Object");
  const isTable = named("(object properties)");
  return (node) => {
    if (nodeKind[node] !== NodeKind.object || !isPlain(nodeName[node] as number)) return false;
    for (let edge = firstEdge[node] as number; edge < (firstEdge[node + 1] as number); edge++) {
      const to = edgeTo[edge] as number;
      if (edgeKind[edge] !== EdgeKind.internal || nodeKind[to] !== NodeKind.array) continue;
      if (isTable(nodeName[to] as number)) return true;
    }
    return false;
  };
}
