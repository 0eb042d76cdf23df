import { EdgeKind, type HeapGraph, NodeKind } from "../../run/heap-graph.ts";
import { isCodeName } from "../../run/code-name.ts";
import { classKey, className } from "./class-key.ts";
import { sourceOf } from "./edge-source.ts";
import { internalTest } from "./internals.ts";
import { edgeText, follow, textOf } from "./references.ts";

/**
 * A path in words: `Planner.history → Array[312] → Message.text`. What V8 puts between two objects is left out. A function
 * is `plan()`, and what it closes over its `variable`; a function that waits is named likewise, and what it holds is a
 * `local`, since V8 keeps no names of those.
 * Keys of a Map, and names of properties that are no names as code has, are the program's data: `[entry]`, but for `texts`.
 * @param start where the path begins; @param edges each leaves where the one before leads to
 */
export function pathWords(
  graph: HeapGraph,
  start: number,
  edges: readonly number[],
  { texts }: PathWording = { texts: false },
): string {
  const nodes = [start, ...edges.map((edge) => graph.edgeTo[edge] as number)];
  const isInternal = internalTest(graph);
  const shown = nodes.flatMap((node, at) => (isShown(graph, node, edges.slice(at), isInternal) ? [at] : []));
  const steps = shown.map((at, step) => {
    const node = nodes[at] as number;
    return objectWords(graph, node) + referenceWords(graph, node, edges.slice(at, shown[step + 1]), texts);
  });
  if (steps.length === 0) return objectWords(graph, nodes.at(-1) as number);
  return shortened(merged(steps)).join(" → ");
}

export interface PathWording {
  /** Whether strings of the heap may be shown. */
  readonly texts: boolean;
}

/** What a program knows of as a thing: not a text, which the property that has it tells enough of. */
function isShown(
  graph: HeapGraph,
  node: number,
  [next, second]: readonly number[],
  isInternal: (node: number) => boolean,
): boolean {
  const kind = graph.nodeKind[node];
  if (kind === NodeKind.closure) {
    // V8's own closure, that goes on with a function when what it waits for is there.
    return second === undefined || edgeText(graph, second) !== "extension";
  }
  // Of V8's roots the last says most.
  if (kind === NodeKind.synthetic) {
    return next !== undefined && graph.nodeKind[graph.edgeTo[next] as number] !== NodeKind.synthetic;
  }
  return (kind === NodeKind.object || kind === NodeKind.native || kind === NodeKind.regexp) && !isInternal(node);
}

function objectWords(graph: HeapGraph, node: number): string {
  const { nodeKind, nodeName, strings } = graph;
  if (nodeKind[node] === NodeKind.closure) return functionWords(strings.text(nodeName[node] as number));
  if (nodeKind[node] === NodeKind.synthetic) return strings.text(nodeName[node] as number);
  const name = className(graph, classKey(graph, node));
  const suspended = GENERATORS.has(name) ? follow(graph, node, EdgeKind.internal, "function") : undefined;
  return suspended === undefined ? name : functionWords(strings.text(nodeName[suspended] as number));
}

/** What V8 has for each call of an async function or a generator. */
const GENERATORS = new Set(["Generator", "AsyncGenerator"]);

function functionWords(name: string): string {
  return `${name === "" ? "(anonymous)" : name}()`;
}

/** @param edges from one thing that is shown to the next: one of them has a name that the program knows */
function referenceWords(graph: HeapGraph, node: number, edges: readonly number[], texts: boolean): string {
  if (graph.nodeKind[node] === NodeKind.synthetic) return "";
  for (const edge of edges) {
    const text = edgeText(graph, edge);
    switch (graph.edgeKind[edge]) {
      case EdgeKind.property:
        if (isCodeName(text)) return `.${text}`;
        return texts ? `[${quoted(text)}]` : "[entry]";
      case EdgeKind.element:
        return `[${text}]`;
      case EdgeKind.context:
        return ` variable ${text}`;
      case EdgeKind.internal:
        if (text === "table") return texts ? entryWords(graph, edges[edges.indexOf(edge) + 1]) : "[entry]";
        if (text === "parameters_and_registers") return " local";
        break;
      default:
    }
  }
  return "";
}

/** V8 keeps each value of a Map directly behind its key. */
function entryWords(graph: HeapGraph, toValue: number | undefined): string {
  if (toValue === undefined) return "";
  const keyIndex = Number(edgeText(graph, toValue)) - 1;
  const key = follow(graph, sourceOf(graph, toValue), EdgeKind.internal, String(keyIndex));
  const kind = key === undefined ? undefined : graph.nodeKind[key];
  if (key === undefined || (kind !== NodeKind.string && kind !== NodeKind.concatenatedString)) return "[entry]";
  return `[${quoted(textOf(graph, key))}]`;
}

function quoted(text: string): string {
  return JSON.stringify(text.length > LONGEST_KEY ? `${text.slice(0, LONGEST_KEY)}…` : text);
}

/** A long list is the same step many times. */
function merged(steps: readonly string[]): string[] {
  const counts: { step: string; count: number }[] = [];
  for (const step of steps) {
    const last = counts.at(-1);
    if (last?.step === step) last.count++;
    else counts.push({ step, count: 1 });
  }
  return counts.map(({ step, count }) => (count === 1 ? step : `${step} (${count} times)`));
}

function shortened(steps: readonly string[]): readonly string[] {
  if (steps.length <= MOST_STEPS) return steps;
  const left = steps.length - MOST_STEPS;
  const begin = MOST_STEPS - STEPS_AT_END;
  return [...steps.slice(0, begin), `… ${left} more …`, ...steps.slice(begin + left)];
}

const LONGEST_KEY = 40;
const MOST_STEPS = 20;
const STEPS_AT_END = 5;
