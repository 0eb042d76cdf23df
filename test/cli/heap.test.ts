import { readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { gunzipSync, gzipSync } from "node:zlib";
import { afterAll, beforeAll, expect, test } from "vitest";
import { heapJson, leakySnapshots } from "../support/heap-snapshots.ts";
import { emptyFolder, program, runNode, swarmprof } from "../support/swarmprof.ts";

let snapshots: Awaited<ReturnType<typeof leakySnapshots>>;
beforeAll(async () => {
  snapshots = await leakySnapshots();
});
afterAll(() => rmSync(snapshots.folder, { recursive: true, force: true }));

const file = (round: number): string => snapshots.files[round] as string;

test("one snapshot: classes, what holds the memory, copies of strings, memory outside the heap", async () => {
  const { heap, findings } = await heapJson([file(2)], emptyFolder());
  const messages = heap.classes.find((one) => one.class === "Message");
  expect(messages).toMatchObject({ count: 3000, line: 7 });
  expect(messages?.file).toMatch(/leaky-heap\.mjs$/);
  expect(messages?.retainedBytes).toBeGreaterThanOrEqual(3000 * 100);
  expect(messages?.paths[0]?.path).toMatch(
    /\.swarm → Object\.planners → Array\[…\] → Planner\.history → Array\[…\] → Message$/,
  );
  const [largest] = heap.holders;
  expect(largest?.path).toMatch(/\.swarm → Object\.blob → Buffer/);
  expect(largest?.retainedBytes).toBeGreaterThanOrEqual(3_000_000);
  expect(findings.map(({ rule }) => rule)).toContain("heap-holder");
  expect(heap.native[0]?.bytes).toBeGreaterThanOrEqual(3_000_000);
  const copies = heap.strings.duplicates.find(({ count }) => count === 400);
  expect(copies?.bytes).toBeGreaterThanOrEqual(400 * 120);
  const onDone = heap.functions.find(({ file, line }) => file.endsWith("leaky-heap.mjs") && line === 23);
  expect(onDone?.count).toBe(2);
  expect(onDone?.retainedBytes).toBeGreaterThanOrEqual(2 * 60_000);
  expect(heap.objects).toBe(heap.files[0]?.objects);
});

test("two snapshots: what is new, what was freed, by class", async () => {
  const { heap } = await heapJson([file(0), file(2)], emptyFolder());
  expect(heap.change?.isSameProcess).toBe(true);
  const change = (name: string) => heap.classes.find((one) => one.class === name)?.change;
  expect(change("Message")).toMatchObject({ count: 2000, newCount: 2000, freedCount: 0 });
  expect(change("Entry")).toMatchObject({ count: 0, newCount: 500, freedCount: 500 });
  expect(heap.growers).toBeUndefined();
});

test("three snapshots: what grows in each of them, with its path; what only fluctuates does not", async () => {
  const cwd = emptyFolder();
  const { heap, findings } = await heapJson([...snapshots.files], cwd);
  expect(heap.growers?.[0]).toMatchObject({ class: "Message", counts: [1000, 2000, 3000], countPerSnapshot: 1000 });
  expect(heap.growers?.[0]?.bytesPerSnapshot).toBeGreaterThanOrEqual(1000 * 100);
  expect(heap.growers?.[0]?.bytesPerSnapshot).toBeLessThan(1000 * 200);
  expect(heap.growers?.[0]?.paths).toHaveLength(1);
  expect(heap.growers?.map((one) => one.class)).not.toContain("Entry");
  expect(findings[0]?.message).toMatch(/^1000 `Message` .*held by `.*Planner\.history → Array\[…\] → Message`$/);
});

test("snapshots of two processes are compared by class, and objects are not matched", async () => {
  // What it loads besides makes its numbers others.
  const other = await leakySnapshots(["--import", "data:text/javascript,import 'node:http'; import 'node:zlib'"]);
  try {
    const { heap, findings } = await heapJson([file(0), join(other.folder, "1.heapsnapshot")], emptyFolder());
    expect(heap.change?.isSameProcess).toBe(false);
    const message = heap.classes.find((one) => one.class === "Message")?.change;
    expect(message).toMatchObject({ count: 1000, newCount: null, freedCount: null });
    expect(findings.map(({ rule }) => rule)).toContain("heap-two-processes");
  } finally {
    rmSync(other.folder, { recursive: true, force: true });
  }
});

test("no string of the heap is in the document, the summary or the report, unless it is asked for", async () => {
  const cwd = emptyFolder();
  const args = ["heap", "--class", "Entry", file(0), file(2)];
  const { stderr } = await swarmprof(args, { cwd });
  const document = await heapJson(args.slice(1), cwd);
  const report = reportText(join(cwd, document.report));
  for (const text of [stderr, JSON.stringify(document), report]) expect(text).not.toMatch(/secret/);
  const asked = await heapJson(["--strings", ...args.slice(1)], cwd);
  expect(JSON.stringify(asked)).toContain("the same secret text");
  expect(asked.heap.instances?.largest.map(({ path }) => path).join()).toMatch(/secret/);
  expect(statSync(join(cwd, document.report)).size).toBeLessThan(1_000_000);
});

test("tells how the objects of a class are held, and whose agents' memory is", async () => {
  const { heap } = await heapJson(
    [file(2), "--class", "Message", "--paths", "2", "--agent-class", "Planner"],
    emptyFolder(),
  );
  expect(heap.instances).toMatchObject({ class: "Message", count: 3000 });
  expect(heap.instances?.largest).toHaveLength(2);
  const [first, second] = heap.agents?.agents ?? [];
  expect([first?.id, second?.id]).toEqual(["first-planner", "second-planner"]);
  expect((first?.ownBytes ?? 0) / (second?.ownBytes ?? 1)).toBeGreaterThan(2);
  expect(first?.holds.join("\n")).toMatch(/Planner\.history → Array\[\d+\] → Message/);
});

test("reads gzipped snapshots, and says in one line what is wrong with others", async () => {
  const cwd = emptyFolder();
  writeFileSync(join(cwd, "small.heapsnapshot.gz"), gzipSync(readFileSync(file(0))));
  expect(
    (await heapJson(["small.heapsnapshot.gz"], cwd)).heap.classes.find((one) => one.class === "Message")?.count,
  ).toBe(1000);
  writeFileSync(join(cwd, "cut.heapsnapshot"), readFileSync(file(0)).subarray(0, 1_000_000));
  for (const [args, message] of [
    [["cut.heapsnapshot"], "cut.heapsnapshot is no whole heap snapshot of V8"],
    [["none.heapsnapshot"], "Cannot read the heap snapshot none.heapsnapshot"],
    [[file(0), "--class", "Nobody"], 'The snapshot has no objects of a class "Nobody"'],
    [[file(0), "--paths", "0"], "--paths takes a whole number from 1 on"],
  ] as const) {
    const { exitCode, stderr } = await swarmprof(["heap", ...args], { cwd });
    expect(stderr).toContain(message);
    expect(stderr.trimEnd().split("\n")).toHaveLength(1);
    expect(exitCode).toBe(2);
  }
});

/** All that a report says: its words, and the data for its script. */
function reportText(path: string): string {
  const html = readFileSync(path, "utf8");
  const data = /id="data">([^<]*)</.exec(html)?.[1] ?? "";
  return html + gunzipSync(Buffer.from(data, "base64")).toString("latin1");
}

test("names the functions that allocated what is live and what is new, where V8 kept account", async () => {
  const folder = emptyFolder();
  const { exitCode } = await runNode([program("tracked-heap.mjs"), folder]);
  expect(exitCode).toBe(0);
  const { heap } = await heapJson([join(folder, "a.heapsnapshot"), join(folder, "b.heaptimeline")], emptyFolder());
  const site = heap.sites?.find((one) => one.function === "takeNotes");
  expect(site).toMatchObject({ line: 15 });
  expect(site?.file).toMatch(/tracked-heap\.mjs$/);
  // From Node 24 on V8 misses what optimised code allocates.
  const seen = Number(process.versions.node.split(".")[0]) < 24 ? 1 : 0.05;
  expect(site?.count).toBeGreaterThanOrEqual(seen * 800);
  expect(site?.newCount).toBeGreaterThanOrEqual(seen * 500);
  expect(site?.newCount).toBeLessThan(600);
  expect((await heapJson([file(0)], emptyFolder())).heap.sites).toBeUndefined();
});
