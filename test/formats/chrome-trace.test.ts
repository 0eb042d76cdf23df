import { expect, test } from "vitest";
import { jsonElements } from "../../src/formats/json-elements.ts";
import { collapsedOf } from "../support/collapsed-of.ts";
import { readText } from "../support/read-text.ts";

const callFrame = (functionName: string) => ({ functionName, url: "http://x/a.js", lineNumber: 0, columnNumber: 0 });
const chunk = (id: string, cpuProfile: object, timeDeltas: number[]) => ({
  ph: "P",
  pid: 7,
  tid: 1,
  id,
  name: "ProfileChunk",
  args: { data: { cpuProfile, timeDeltas } },
});
const start = (id: string, tid: number) => ({
  ph: "P",
  pid: 7,
  tid,
  id,
  name: "Profile",
  args: { data: { startTime: 1000 } },
});
const EVENTS = [
  { ph: "M", pid: 7, tid: 2, name: "thread_name", args: { name: 'Worker, "quoted" ] }' } },
  start("0x1", 1),
  start("0x2", 2),
  { ph: "X", pid: 7, tid: 1, name: "RunTask", args: { src: "[" } },
  chunk(
    "0x1",
    {
      nodes: [
        { id: 1, callFrame: { functionName: "(root)" } },
        { id: 2, parent: 1, callFrame: callFrame("main") },
      ],
      samples: [2],
    },
    [10],
  ),
  chunk(
    "0x2",
    {
      nodes: [
        { id: 1, callFrame: { functionName: "(root)" } },
        { id: 2, parent: 1, callFrame: callFrame("other") },
      ],
      samples: [2, 2],
    },
    [10, 50],
  ),
  chunk("0x1", { nodes: [{ id: 3, parent: 2, callFrame: callFrame("work") }], samples: [3, 2] }, [100, 300]),
];
const STACKS = [
  "7 thread 1: main http://x/a.js:1:1 100",
  "7 thread 1: main http://x/a.js:1:1;work http://x/a.js:1:1 300",
  '7 Worker, "quoted" ] }: other http://x/a.js:1:1 50',
];

test.each([
  ["an object", JSON.stringify({ metadata: { a: [1] }, traceEvents: EVENTS })],
  ["a list", JSON.stringify(EVENTS, null, 1)],
  ["a list that was never closed", `${JSON.stringify(EVENTS).slice(0, -1)},\n`],
])("reads the profiles of all threads out of %s", (_, text) => {
  const { format, profiles } = readText(text);
  expect(format).toBe("Chrome trace");
  expect(collapsedOf(profiles)).toEqual(STACKS);
});

test.each([1, 2, 3, 7, 64])("splits a list whose bytes come %i at a time", (size) => {
  const bytes = Buffer.from(JSON.stringify({ before: ["traceEvents", "x"], traceEvents: EVENTS, after: [1] }));
  const chunks = Array.from({ length: Math.ceil(bytes.length / size) }, (_, i) =>
    bytes.subarray(i * size, (i + 1) * size),
  );
  expect([...jsonElements(chunks, "traceEvents")]).toEqual(EVENTS);
});

test.each([
  ["[]", "no CPU profile in it"],
  [JSON.stringify(EVENTS).slice(0, 700), "cut off"],
  [JSON.stringify([chunk("0x1", { nodes: [], samples: [4] }, [1])]), "names node 4, which is not there"],
  [JSON.stringify([{ ph: "P", name: "Profile", args: 1 }]), "is no object"],
])("says what is wrong with %s", (text, why) => {
  expect(() => readText(text)).toThrow(why);
});
