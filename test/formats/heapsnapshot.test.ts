import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { gzipSync } from "node:zlib";
import { expect, test } from "vitest";
import type { ByteSource } from "../../src/formats/heapsnapshot/byte-source.ts";
import { readHeapSnapshot } from "../../src/formats/heapsnapshot/read-heap-snapshot.ts";
import { heapSnapshotFile } from "../../src/formats/heapsnapshot/snapshot-file.ts";
import { EdgeKind, type HeapGraph, NodeKind } from "../../src/run/heap-graph.ts";
import { heapFromText, snapshotJson, sourceOfBytes } from "../support/heap-from-text.ts";
import { emptyFolder } from "../support/swarmprof.ts";

const SWARM = `
  root     synthetic        0  =>global
  global   object:global    8  .swarm>planner  [7]>text
  planner  object:Planner  96  -elements>slots  ?cache>text
  slots    array           24
  text     string:héllo"   40`;

const NODE_20 = {
  nodeFields: ["type", "name", "id", "self_size", "edge_count", "trace_node_id", "detachedness"],
  separator: "\n,",
  sections: '"trace_function_infos":[],\n"trace_tree":[1,[2,"a]\\"",{"b":[]}]],\n"samples":[1,2],\n',
};

test("reads nodes, edges and strings as columns", () => {
  const { graph } = heapFromText(SWARM);
  expect([...graph.nodeKind]).toEqual([
    NodeKind.synthetic,
    NodeKind.object,
    NodeKind.object,
    NodeKind.array,
    NodeKind.string,
  ]);
  expect([...graph.nodeName].map((name) => graph.strings.text(name))).toEqual(["", "global", "Planner", "", 'héllo"']);
  expect([...graph.nodeId]).toEqual([1, 3, 5, 7, 9]);
  expect([...graph.selfBytes]).toEqual([0, 8, 96, 24, 40]);
  expect([...graph.firstEdge]).toEqual([0, 1, 3, 5, 5, 5]);
  const { shortcut, property, element, internal, weak } = EdgeKind;
  expect([...graph.edgeKind]).toEqual([shortcut, property, element, internal, weak]);
  expect([...graph.edgeTo]).toEqual([1, 2, 4, 3, 4]);
  expect(graph.edgeName[2]).toBe(7);
  expect(graph.strings.text(graph.edgeName[1] as number)).toBe("swarm");
  expect(graph.extraNativeBytes).toBe(11);
});

test("takes the fields that the file's head tells of, whatever stands between records", () => {
  const later = { nodeFields: ["id", "name", "new_field", "type", "edge_count", "self_size"], separator: " , \n" };
  const expected = columnsOf(heapFromText(SWARM).graph);
  for (const form of [NODE_20, later]) {
    expect(columnsOf(readHeapSnapshot(sourceOfBytes(snapshotJson(SWARM, form))))).toEqual(expected);
  }
});

test("keeps where objects stand in the source, lines and columns 1-based", () => {
  const sections = '"locations":[12,33,0,4\n,6,34,10,0],"later":{"x":[true,-1.5e3]},';
  const { locations } = readHeapSnapshot(sourceOfBytes(snapshotJson(SWARM, { sections })));
  expect([...locations.node]).toEqual([2, 1]);
  expect([...locations.scriptId]).toEqual([33, 34]);
  expect([...locations.line]).toEqual([1, 11]);
  expect([...locations.column]).toEqual([5, 1]);
});

test("sizes and native ids of more than 32 bits are exact", () => {
  const big = `
    root  synthetic                        0  =>data
    data  native:system·/·JSArrayBufferData 5368709121`;
  const json = snapshotJson(big).replace(",3,5368709121,", ",4294967291,5368709121,");
  const graph = readHeapSnapshot(sourceOfBytes(json));
  expect(graph.selfBytes[1]).toBe(5_368_709_121);
  expect(graph.nodeId[1]).toBe(4_294_967_291);
});

test("tells a WeakMap's own reference to a value from its key's, of long names too", () => {
  const json = snapshotJson(`
    root   synthetic      0  =>global
    global object:global  8  .map>map  .key>key
    map    object:WeakMap 8  -table>table
    table  array         16  ?0>key  %key@table>value
    key    object:Agent   8  %key@table>value
    value  object:Notes   8`);
  const tooLong = json.replace(
    /part of key.*\(table @7\)/,
    "part of key (%s @%u) -> value (%s @%u) pair in WeakMap (table @%u)",
  );
  expect(tooLong).not.toBe(json);
  const { property, shortcut, internal, weak, weakMapValue } = EdgeKind;
  for (const text of [json, tooLong]) {
    const graph = readHeapSnapshot(sourceOfBytes(text));
    expect([...graph.edgeKind]).toEqual([shortcut, property, property, internal, weak, weakMapValue, internal]);
  }
});

test("reads records and strings across the borders of its window", () => {
  const count = 40_000;
  const objects = Array.from({ length: count }, (_, i) => {
    const text = `${"\\".repeat(i % 7)}${i}é`.padEnd(40 + (i % 13), "x");
    return `o${i} string:${text} ${i} [${i}]>o${(i * 7) % count}`;
  });
  const json = snapshotJson(`root synthetic 0 =>o0\n${objects.join("\n")}`);
  expect(json.length).toBeGreaterThan(3 << 20);
  const graph = readHeapSnapshot(sourceOfBytes(json));
  const expected = JSON.parse(json) as { nodes: number[]; edges: number[]; strings: string[] };
  expect(graph.selfBytes.every((bytes, node) => bytes === expected.nodes[6 * node + 3])).toBe(true);
  expect(graph.edgeTo.every((to, edge) => to === (expected.edges[3 * edge + 2] as number) / 6)).toBe(true);
  expect(expected.strings.every((text, index) => graph.strings.text(index) === text)).toBe(true);
});

test("a text of some megabytes is one string", () => {
  const graph = readHeapSnapshot(sourceOfBytes(snapshotJson(`root synthetic:${'"\\'.repeat(1 << 20)} 0`)));
  expect(graph.strings.text(0)).toBe('"\\'.repeat(1 << 20));
});

test("wherever a snapshot is cut off, an error says so in a line", () => {
  const json = snapshotJson(SWARM, NODE_20);
  for (let length = 0; length < json.length; length++) {
    expect(() => readHeapSnapshot(sourceOfBytes(json.slice(0, length)))).toThrow(
      /^a\.heapsnapshot is no whole heap snapshot of V8: .*$/,
    );
  }
  expect(() => readHeapSnapshot(sourceOfBytes(json.slice(0, -20)))).toThrow(/ends within its strings$/);
});

const WHOLE = snapshotJson(SWARM);

test.each([
  ["nothing", "", "it is empty"],
  ["a page", "<html>", '"<" in place of "{" at byte 0'],
  ["a profile", '{"head":{"callFrame":{}}}', 'it does not begin with "snapshot"'],
  ["a head without fields", '{"snapshot":{"meta":{},"node_count":1,"edge_count":0}}', "node_fields is no list"],
  ["too many objects", WHOLE.replace('"node_count":5', '"node_count":4'), '"," in place of "]"'],
  ["far too few objects", WHOLE.replace('"node_count":5', '"node_count":5000000'), "too few for its 5000000 objects"],
  ["other references", WHOLE.replace('"edge_count":5', '"edge_count":6'), "5 references, not 6 as its head says"],
  ["a reference to nowhere", WHOLE.replace("6,6,24]", "6,6,30]"), "leads to an object that is not there"],
  ["no strings", WHOLE.replace('"strings"', '"words"'), "a section is missing"],
])("refuses %s", (_, content, why) => {
  expect(() => readHeapSnapshot(sourceOfBytes(content))).toThrow(why);
});

test("a file is read where it is, a gzipped one as what is in it", async () => {
  const folder = emptyFolder();
  const json = snapshotJson(SWARM);
  for (const [name, content] of [
    ["a.heapsnapshot", json],
    ["a.heapsnapshot.gz", gzipSync(json)],
  ] as const) {
    const path = join(folder, name);
    writeFileSync(path, content);
    const file = await heapSnapshotFile(path);
    const graph = readHeapSnapshot(file);
    expect(graph.strings.text(graph.nodeName[2] as number)).toBe("Planner");
    file.close();
  }
});

test("a file that isn't there or is cut off in its gzip is told by its path", async () => {
  const path = join(emptyFolder(), "a.heapsnapshot.gz");
  await expect(heapSnapshotFile(path)).rejects.toThrow(`Cannot read the heap snapshot ${path}: ENOENT`);
  writeFileSync(path, gzipSync(snapshotJson(SWARM)).subarray(0, 200));
  await expect(heapSnapshotFile(path)).rejects.toThrow("unexpected end of file");
});

test("a text that cannot be read any more is an error", () => {
  const bytes = Buffer.from(snapshotJson(SWARM));
  let size = bytes.length;
  const source: ByteSource = {
    name: "a.heapsnapshot",
    size,
    read: (into, position) => bytes.copy(into, 0, Math.min(position, size), size),
  };
  const { strings } = readHeapSnapshot(source);
  size = 10;
  expect(() => strings.text(1)).toThrow("a.heapsnapshot was cut off since it was read");
  expect(() => strings.text(99)).toThrow("a.heapsnapshot has no string 99");
});

function columnsOf({ strings, locations, ...graph }: HeapGraph): unknown {
  return { ...graph, strings: Array.from({ length: strings.count }, (_, index) => strings.text(index)), locations };
}
