/**
 * Draws a heap as text: a line an object, the root first, with its kind, its class or text, its bytes, and what it refers to.
 *
 *     root     synthetic          0  =>global  [1]>gc
 *     gc       synthetic:(GC·roots) 0  [0]>cache
 *     global   object:global     16  .planner>planner
 *     planner  object:Planner    32  .history>list  -elements>slots  ?cache>cache
 *
 * `.name>` is a property, `[3]>` an element, `-name>` an internal reference, `$name>` a variable, `~3>` a hidden one, `?name>` a
 * weak one, `=>` a shortcut; `%planner@table>value` is the entry of a WeakMap, and stands at the key and at the table. In names
 * `·` stands for a space.
 */
import { readHeapSnapshot } from "../../src/formats/heapsnapshot/read-heap-snapshot.ts";
import type { ByteSource } from "../../src/formats/heapsnapshot/byte-source.ts";
import type { HeapGraph } from "../../src/run/heap-graph.ts";

export interface DrawnHeap {
  readonly graph: HeapGraph;
  /** The node of an object, by what it is called in the drawing. */
  readonly node: (id: string) => number;
}

export function heapFromText(text: string): DrawnHeap {
  const ids = objectsOf(text).map(({ id }) => id);
  const graph = readHeapSnapshot(sourceOfBytes(snapshotJson(text)));
  return {
    graph,
    node(id) {
      if (!ids.includes(id)) throw new Error(`no ${id} in the drawing`);
      return ids.indexOf(id);
    },
  };
}

export function sourceOfBytes(content: string | Buffer, name = "a.heapsnapshot"): ByteSource {
  const bytes = Buffer.from(content as string);
  return { name, size: bytes.length, read: (into, position) => bytes.copy(into, 0, position) };
}

export interface SnapshotForm {
  /** In their order; what isn't known is written as 7. */
  readonly nodeFields?: readonly string[];
  /** Between two records. */
  readonly separator?: string;
  /** Sections before the strings. */
  readonly sections?: string;
}

const NODE_24_FIELDS = ["type", "name", "id", "self_size", "edge_count", "detachedness"];

/** The drawing as V8 would write it; `node_fields` and line breaks differ from version to version. */
export function snapshotJson(text: string, form: SnapshotForm = {}): string {
  const { nodeFields = NODE_24_FIELDS, separator = ",", sections = "" } = form;
  const objects = objectsOf(text);
  const places = new Map(objects.map(({ id }, index) => [id, index]));
  const strings = new Map<string, number>();
  const stringIndex = (string: string): number => {
    if (!strings.has(string)) strings.set(string, strings.size);
    return strings.get(string) as number;
  };
  const place = (id: string): number => {
    const index = places.get(id);
    if (index === undefined) throw new Error(`no ${id} in the drawing`);
    return index;
  };
  const nodes = objects.map(({ kind, name, bytes, references }, index) => {
    const values: Readonly<Record<string, number>> = {
      type: NODE_KINDS.indexOf(kind),
      name: stringIndex(name),
      id: 2 * index + 1,
      self_size: bytes,
      edge_count: references.length,
    };
    return nodeFields.map((field) => values[field] ?? 7).join(",");
  });
  const edges = objects.flatMap(({ references }) =>
    references.map((reference) => {
      const { kind, name, to } = referenceOf(reference, (id) => 2 * place(id) + 1);
      const value = kind === "element" || kind === "hidden" ? Number(name) : stringIndex(name);
      return [EDGE_KINDS.indexOf(kind), value, place(to) * nodeFields.length].join(",");
    }),
  );
  const meta = {
    node_fields: nodeFields,
    node_types: [NODE_KINDS, "string", "number"],
    edge_fields: ["type", "name_or_index", "to_node"],
    edge_types: [EDGE_KINDS, "string_or_number", "node"],
    location_fields: ["object_index", "script_id", "line", "column"],
  };
  const snapshot = JSON.stringify({ meta, node_count: nodes.length, edge_count: edges.length, extra_native_bytes: 11 });
  return `{"snapshot":${snapshot},
"nodes":[${nodes.join(separator)}],
"edges":[${edges.join(separator)}],
${sections}"strings":${JSON.stringify([...strings.keys()])}}`;
}

const NODE_KINDS = [
  "hidden",
  "array",
  "string",
  "object",
  "code",
  "closure",
  "regexp",
  "number",
  "native",
  "synthetic",
  "concatenated string",
  "sliced string",
  "symbol",
  "bigint",
  "object shape",
];
const EDGE_KINDS = ["context", "element", "property", "internal", "hidden", "shortcut", "weak"];

interface DrawnObject {
  readonly id: string;
  readonly kind: string;
  readonly name: string;
  readonly bytes: number;
  readonly references: readonly string[];
}

function objectsOf(text: string): DrawnObject[] {
  const lines = text.split("\n").filter((line) => line.trim() !== "");
  return lines.map((line) => {
    const [id = "", what = "", bytes = "0", ...references] = line.trim().split(/\s+/);
    const [, kind = "", name = ""] = /^([^:]*):?(.*)$/.exec(what) ?? [];
    return { id, kind: spaced(kind), name: spaced(name), bytes: Number(bytes), references };
  });
}

const SIGNS: Readonly<Record<string, string>> = {
  ".": "property",
  "-": "internal",
  $: "context",
  "~": "hidden",
  "?": "weak",
  "=": "shortcut",
};

function referenceOf(reference: string, idOf: (id: string) => number): { kind: string; name: string; to: string } {
  const end = reference.lastIndexOf(">");
  const to = reference.slice(end + 1);
  const name = spaced(reference.slice(1, end));
  if (reference.startsWith("[")) return { kind: "element", name: name.slice(0, -1), to };
  if (reference.startsWith("%")) {
    const [key = "", table = ""] = name.split("@");
    const entry = `1 / part of key (Key @${idOf(key)}) -> value (Value @${idOf(to)}) pair in WeakMap`;
    return { kind: "internal", name: `${entry} (table @${idOf(table)})`, to };
  }
  const kind = SIGNS[reference.charAt(0)];
  if (kind === undefined) throw new Error(`${reference} is no reference`);
  return { kind, name, to };
}

function spaced(name: string): string {
  return name.replaceAll("·", " ");
}

/** A heap of 3 to 20 objects with all that can go wrong: cycles, islands, WeakMaps, weak references, references to itself. */
export function randomHeapText(random: () => number): string {
  const below = (limit: number): number => Math.floor(random() * limit);
  const count = 3 + below(18);
  const kinds = [
    "object:A",
    "object:B",
    "object:A",
    "array",
    "hidden",
    "closure:f",
    "string:s",
    "native:system·/·N",
    "native:system·/·ExternalStringData",
  ];
  const references = Array.from({ length: count }, (): string[] => []);
  const at = (): number => below(count);
  /** Nothing refers to the root. */
  const target = (): string => `n${1 + below(count - 1)}`;
  const add = (from: number, reference: string): void => {
    references[from]?.push(reference);
  };
  const kindOf = Array.from({ length: count }, (_, node) => {
    if (node === 0) return "synthetic";
    return random() < 0.1 ? "synthetic:(V8's)" : (kinds[below(kinds.length)] as string);
  });
  for (let i = 0; i < 1 + below(3); i++) add(0, random() < 0.6 ? `=>${target()}` : `[${i}]>${target()}`);
  for (let i = below(3 * count); i > 0; i--) {
    const sign = [".p", ".p", "[1]", "-i", "$c", "~2", "?w", "="][below(8)] as string;
    add(at(), `${sign}>${target()}`);
  }
  const tables = kindOf.flatMap((kind, node) => (kind === "array" ? [node] : []));
  for (const table of tables) {
    const [key, value] = [at(), target()];
    if (kindOf[key] === "array" || random() < 0.5) continue;
    for (const from of [key, table]) add(from, `%n${key}@n${table}>${value}`);
  }
  return references.map((edges, node) => `n${node} ${kindOf[node]} ${2 ** below(10)} ${edges.join(" ")}`).join("\n");
}

/** So many random heaps in one, under one root. */
export function manyHeapsText(random: () => number, count: number): string {
  const roots: string[] = [];
  const objects: string[] = [];
  for (let heap = 0; heap < count; heap++) {
    const [root = "", ...others] = randomHeapText(random)
      .replace(/\bn(\d+)\b/g, `h${heap}n$1`)
      .split("\n");
    // A heap has no root of its own: what that refers to is the common root's, and it is no key of a WeakMap.
    roots.push(
      ...root
        .split(" ")
        .slice(3)
        .filter((reference) => !reference.startsWith("%")),
    );
    objects.push(...others.map((line) => line.replaceAll(/%h\d+n0@\S+/g, "")));
  }
  return [`root synthetic 0 ${roots.join(" ")}`, ...objects].join("\n");
}
