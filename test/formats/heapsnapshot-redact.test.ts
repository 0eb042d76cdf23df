import { readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { readHeapSnapshot } from "../../src/formats/heapsnapshot/read-heap-snapshot.ts";
import { redactSnapshot } from "../../src/formats/heapsnapshot/redact.ts";
import type { HeapGraph } from "../../src/run/heap-graph.ts";
import { devToolsHeap } from "../support/devtools-heap.ts";
import { snapshotJson, sourceOfBytes } from "../support/heap-from-text.ts";
import { leakySnapshots } from "../support/heap-snapshots.ts";
import { emptyFolder, swarmprof } from "../support/swarmprof.ts";

let snapshots: Awaited<ReturnType<typeof leakySnapshots>>;
beforeAll(async () => {
  snapshots = await leakySnapshots();
});
afterAll(() => rmSync(snapshots.folder, { recursive: true, force: true }));

function redacted(json: string): string {
  const parts: Buffer[] = [];
  redactSnapshot(sourceOfBytes(json), (bytes) => parts.push(Buffer.from(bytes)));
  return Buffer.concat(parts).toString();
}

/** All but the names, as bytes: quick to compare. */
function figures({ nodeKind, nodeId, selfBytes, firstEdge, edgeKind, edgeTo, locations }: HeapGraph): Buffer {
  const columns = [nodeKind, nodeId, selfBytes, firstEdge, edgeKind, edgeTo, locations.node, locations.line];
  return Buffer.concat(columns.map(bytesOf));
}

function bytesOf({ buffer, byteOffset, byteLength }: ArrayBufferView): Buffer {
  return Buffer.from(buffer as ArrayBuffer, byteOffset, byteLength);
}

test("leaves out contents and keys, and keeps the names of code", () => {
  const json = snapshotJson(`
    root     synthetic          0  =>global
    global   object:global      8  .users>users  .swarm>swarm
    users    object:Object      8  -properties>names  .ann>ann  .bob@mail.org>ann  .history>ann
    names    array:(object·properties) 8
    ann      object:User        8  .text>text  .$4711·x>text  .parts>joined
    text     string:my·secret  40
    joined   concatenated·string:(concatenated·string) 8  -first>history
    history  string:history    16
    swarm    object:Swarm       8  .history>log  .weak>weak
    log      object:Array       8  [0]>text
    weak     object:WeakMap     8  -table>table
    table    array              8  %users@table>text
    pattern  regexp:secret.*    8
    run      closure:run        8  $draft>text`);
  const graph = readHeapSnapshot(sourceOfBytes(redacted(json)));
  const names = Array.from(graph.nodeName, (name) => graph.strings.text(name));
  expect(names).toEqual([
    "",
    "global",
    "Object",
    "(object properties)",
    "User",
    "(string)",
    "(concatenated string)",
    "(string)",
    "Swarm",
    "Array",
    "WeakMap",
    "",
    "(regexp)",
    "run",
  ]);
  const edges = Array.from(graph.edgeName, (name, edge) =>
    graph.edgeKind[edge] === 1 ? String(name) : graph.strings.text(name),
  );
  expect(edges.slice(0, 10).map((name) => name.replace(/\d+/, "…"))).toEqual([
    "",
    "users",
    "swarm",
    "properties",
    "(key …)",
    "(key …)",
    "history",
    "text",
    "(key …)",
    "parts",
  ]);
  expect(edges.at(-1)).toBe("draft");
  expect(redacted(json)).not.toMatch(/secret|ann|bob|4711/);
  expect(figures(graph).equals(figures(readHeapSnapshot(sourceOfBytes(json))))).toBe(true);
});

test("a real snapshot keeps its graph and its sizes, opens in DevTools, and has no text of the program", async () => {
  const json = readFileSync(snapshots.files[2] as string, "utf8");
  const result = redacted(json);
  expect(result).not.toMatch(/secret|first-planner|draft draft/);
  const [before, after] = [json, result].map((text) => readHeapSnapshot(sourceOfBytes(text))) as [HeapGraph, HeapGraph];
  expect(figures(after).equals(figures(before))).toBe(true);
  const [theirs, originals] = [await devToolsHeap(result), await devToolsHeap(json)];
  expect(bytesOf(theirs.retained).equals(bytesOf(originals.retained))).toBe(true);
});

test("writes a file for its owner alone, never over another, and says what is still in it", async () => {
  const cwd = emptyFolder();
  const file = snapshots.files[0] as string;
  const { exitCode, stderr } = await swarmprof(["heap", "--redact", file, "out.heapsnapshot"], { cwd });
  expect(stderr).toMatch(/without \d+ strings\.\nIt still has \d+ names/);
  expect(exitCode).toBe(0);
  expect(statSync(join(cwd, "out.heapsnapshot")).mode & 0o777).toBe(0o600);
  const again = await swarmprof(["heap", "--redact", file, "out.heapsnapshot"], { cwd });
  expect(again.stderr).toContain("out.heapsnapshot is there already: name another file");
  expect(again.exitCode).toBe(2);
  writeFileSync(join(cwd, "cut.heapsnapshot"), readFileSync(file).subarray(0, 500_000));
  const cut = await swarmprof(["heap", "--redact", "cut.heapsnapshot", "none.heapsnapshot"], { cwd });
  expect(cut.stderr).toContain("cut.heapsnapshot is no whole heap snapshot of V8");
  expect(() => statSync(join(cwd, "none.heapsnapshot"))).toThrow("ENOENT");
});
