import { readFileSync, rmSync } from "node:fs";
import { expect, test } from "vitest";
import { dominators } from "../../../src/analysis/heap/dominators.ts";
import { retainedBytes } from "../../../src/analysis/heap/retained.ts";
import { shallowBytes } from "../../../src/analysis/heap/shallow.ts";
import { readHeapSnapshot } from "../../../src/formats/heapsnapshot/read-heap-snapshot.ts";
import { randomFrom } from "../../../src/stats/random.ts";
import { devToolsHeap } from "../../support/devtools-heap.ts";
import { manyHeapsText, snapshotJson, sourceOfBytes } from "../../support/heap-from-text.ts";
import { leakySnapshots } from "../../support/heap-snapshots.ts";

/** Nodes on which the figures differ. */
async function differences(json: string): Promise<string[]> {
  const graph = readHeapSnapshot(sourceOfBytes(json));
  const theirs = await devToolsHeap(json);
  expect(graph.nodeCount).toBe(theirs.nodeCount);
  const shallow = shallowBytes(graph);
  const { order, above } = dominators(graph);
  const retained = retainedBytes({ order, above }, shallow);
  const different: string[] = [];
  order.forEach((node, place) => {
    const dominator = order[above[place] as number] as number;
    if (dominator !== theirs.dominator[node])
      different.push(`dominator of ${node}: ${dominator}, ${theirs.dominator[node]}`);
    if (shallow[node] !== theirs.shallow(node))
      different.push(`shallow ${node}: ${shallow[node]}, ${theirs.shallow(node)}`);
    if (retained[node] !== theirs.retained[node])
      different.push(`retained ${node}: ${retained[node]}, ${theirs.retained[node]}`);
  });
  return different;
}

test("has DevTools' dominator, shallow and retained size for every object of a real heap", async () => {
  const { folder, files } = await leakySnapshots(["--expose-gc"]);
  try {
    expect(await differences(readFileSync(files[2] as string, "utf8"))).toEqual([]);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
});

test("has them on 10,000 random heaps with orphans, cliques, WeakMaps and V8's own objects", async () => {
  const random = randomFrom(21);
  for (let run = 0; run < 100; run++) {
    const text = manyHeapsText(random, 100);
    // DevTools waits for each of its sections.
    const sections = '"trace_function_infos":[],"trace_tree":[],"samples":[],"locations":[],';
    expect(await differences(snapshotJson(text, { sections })), text).toEqual([]);
  }
});
