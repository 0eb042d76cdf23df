import { expect, test } from "vitest";
import { parseHeapProfile } from "../../src/formats/heapprofile.ts";

const node = (functionName: string, url: string, selfSize: number, id: number, children: unknown[] = []) => ({
  callFrame: { functionName, url, lineNumber: 4, columnNumber: 2, scriptId: "1" },
  selfSize,
  id,
  children,
});

test("reads a tree of nodes as rows, parents first, with URLs where V8 has paths", () => {
  const head = node("(root)", "", 0, 1, [
    node("keep", "/swarm/a b.cjs", 512, 2, [node("push", "", 64, 3)]),
    node("make", "file:///swarm/b.mjs", 128, 4),
  ]);
  const text = JSON.stringify({ head, samples: [{ size: 512, nodeId: 2, ordinal: 1 }] });
  const profile = parseHeapProfile(text, "a.heapprofile");
  expect(profile.frames.map(({ name, url, line }) => [name, url, line])).toEqual([
    ["(root)", "", 5],
    ["keep", "file:///swarm/a%20b.cjs", 5],
    ["push", "", 5],
    ["make", "file:///swarm/b.mjs", 5],
  ]);
  expect([...profile.parent]).toEqual([-1, 0, 1, 0]);
  expect([...profile.selfBytes]).toEqual([0, 512, 64, 128]);
  expect([...profile.ids]).toEqual([1, 2, 3, 4]);
  expect(profile.samples).toBe(1);
});

test.each([["{"], ["[]"], ["{}"], ['{"head":{"callFrame":{},"selfSize":1,"id":1}}'], ['{"head":null}']])(
  "refuses %j with the file's name",
  (text) => {
    expect(() => parseHeapProfile(text, "a.heapprofile")).toThrow("a.heapprofile is no heap profile of V8");
  },
);
