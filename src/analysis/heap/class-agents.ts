import { type AgentClass, isInFile } from "../../run/agent-class.ts";
import { type HeapGraph, NodeKind } from "../../run/heap-graph.ts";
import type { AgentRoot } from "./agent-roots.ts";
import type { ClassKeys } from "./class-keys.ts";
import { instancesOf } from "./instances.ts";
import { property, textOf } from "./references.ts";

/** An agent that was found in the snapshot alone. */
export interface SnapshotAgent {
  readonly id: string;
  readonly role: string;
}

/**
 * The instances of classes as agents. Its id is what an instance has in the wanted field, else `id`, else `name`, if that is
 * a string; without one, V8's number of the object.
 */
export function classAgents(
  graph: HeapGraph,
  keys: ClassKeys,
  wanted: readonly AgentClass[],
): { readonly agents: SnapshotAgent[]; readonly roots: AgentRoot[] } {
  const agents: SnapshotAgent[] = [];
  const roots: AgentRoot[] = [];
  const taken = new Map<string, number>();
  for (const one of wanted) {
    for (const node of instancesOf(graph, one.name)) {
      const place = keys.place(keys.of(node));
      if (one.file !== "" && (place === undefined || !isInFile(one, place.script))) continue;
      const name = fieldText(graph, node, one.field === "" ? ["id", "name"] : [one.field]);
      const base = name ?? `${one.name} @${graph.nodeId[node]}`;
      const times = (taken.get(base) ?? 0) + 1;
      taken.set(base, times);
      roots.push({ agent: agents.length, node });
      agents.push({ id: times === 1 ? base : `${base} #${times}`, role: one.name });
    }
  }
  return { agents, roots };
}

const LONGEST_ID = 80;

function fieldText(graph: HeapGraph, node: number, fields: readonly string[]): string | undefined {
  for (const field of fields) {
    const value = property(graph, node, field);
    if (value === undefined) continue;
    const kind = graph.nodeKind[value];
    if (kind !== NodeKind.string && kind !== NodeKind.concatenatedString) continue;
    const text = textOf(graph, value);
    if (text !== "") return text.slice(0, LONGEST_ID);
  }
  return undefined;
}
