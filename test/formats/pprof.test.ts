import { gzipSync } from "node:zlib";
import { Profile, StringTable } from "pprof-format";
import { expect, test } from "vitest";
import { encodePprof } from "../../src/formats/encode-pprof.ts";
import { decodePprof } from "../../src/formats/pprof.ts";
import type { ProfileSet } from "../../src/run/profile-set.ts";
import { collapsedOf } from "../support/collapsed-of.ts";
import { profileFromText } from "../support/profile-from-text.ts";
import { readText } from "../support/read-text.ts";

/** As a tool would write it: a location that two functions were inlined into, labels, several types of samples. */
function drawn(
  types: [string, string][],
  values: number[][],
  changes: { startLine?: number; file?: string } = {},
): Uint8Array {
  const stringTable = new StringTable();
  const text = (string: string): number => stringTable.dedup(string);
  const { startLine = 0, file = "main.go" } = changes;
  const named = (id: number, name: string) => ({
    id,
    name: text(name),
    systemName: text(name),
    filename: text(file),
    startLine,
  });
  return new Profile({
    stringTable,
    sampleType: types.map(([type, unit]) => ({ type: text(type), unit: text(unit) })),
    function: [named(1, "main"), named(2, "work"), named(3, "inlined")],
    location: [
      { id: 1, line: [{ functionId: 1, line: 12 }] },
      {
        id: 2,
        line: [
          { functionId: 3, line: 5 },
          { functionId: 2, line: 33 },
        ],
      },
      { id: 3, address: 4096 },
    ],
    sample: values.map((value, i) => ({
      locationId: [2, 1],
      value,
      label: [{ key: text("thread name"), str: text(i % 2 === 0 ? "main" : "worker") }],
    })),
  }).encode();
}

test("prefers CPU time, and turns stacks and inlined functions the right way round", () => {
  const bytes = drawn(
    [
      ["samples", "count"],
      ["cpu", "nanoseconds"],
    ],
    [
      [1, 5_000],
      [2, 7_000],
    ],
  );
  expect(collapsedOf(decodePprof(bytes))).toEqual([
    "main: main main.go;work main.go;inlined main.go 5",
    "worker: main main.go;work main.go;inlined main.go 7",
  ]);
});

test("takes a function's own line where the file tells it, and V8's", () => {
  const types: [string, string][] = [["wall", "nanoseconds"]];
  expect(collapsedOf(decodePprof(drawn(types, [[1000]], { startLine: 4 })))).toEqual([
    "main: main main.go:4;work main.go:4;inlined main.go:4 1",
  ]);
  expect(collapsedOf(decodePprof(drawn(types, [[1000]], { file: "file:///a.js" })))).toEqual([
    "main: main file:///a.js:12;work file:///a.js:33;inlined file:///a.js:5 1",
  ]);
});

test("keeps what is live apart from all that was allocated", () => {
  const types: [string, string][] = [
    ["alloc_space", "bytes"],
    ["inuse_objects", "count"],
    ["inuse_space", "bytes"],
  ];
  expect(collapsedOf(decodePprof(drawn(types, [[9, 1, 4]])))).toEqual([
    "main: live main main.go;work main.go;inlined main.go 4",
    "main: all main main.go;work main.go;inlined main.go 9",
  ]);
});

test("counts samples where there is no time, and leaves out what is below zero", () => {
  const set = decodePprof(drawn([["samples", "count"]], [[3], [-2]]));
  expect(set.threads.map(({ time }) => time?.unit)).toEqual(["samples"]);
  expect(collapsedOf(set)).toEqual(["main: main main.go;work main.go;inlined main.go 3"]);
});

test.each([
  [drawn([["goroutines", "things"]], [[1]]), "neither time nor memory, but goroutines in things"],
  [drawn([["cpu", "nanoseconds"]], []), "it has no sample"],
  [drawn([["cpu", "nanoseconds"]], [[1]]).subarray(0, 100), "cut off"],
  [Uint8Array.from([0x12, 0x0c, 0x0a, 0x0a, ...Array.from({ length: 10 }, () => 0xff)]), "cut off|no end"],
  [Uint8Array.from([0x12, 0x0e, 0x0a, 0x0c, ...Array.from({ length: 12 }, () => 0xff)]), "no end"],
])("says what is wrong with a file", (bytes, why) => {
  expect(() => decodePprof(bytes)).toThrow(new RegExp(why));
});

test("writes what it reads again as the same: threads, agents, both kinds of time and of memory", () => {
  const profile = profileFromText(`
    main  main  main  main
    work  -     work  rest`);
  const heap = {
    frames: profile.frames,
    parent: profile.parent,
    ids: Float64Array.from(profile.frames, (_, i) => i),
    selfBytes: Float64Array.from(profile.frames, (_, i) => 100 * i),
    samples: 3,
  };
  const set: ProfileSet = {
    tool: "",
    threads: [
      {
        pid: 11,
        name: "main",
        time: {
          profile,
          unit: "us",
          inOrder: true,
          cpuUs: Float64Array.of(1000, 500, 1000, 0),
          agents: { ids: ["planner-1"], of: Uint32Array.of(1, 0, 0, 1) },
        },
        heaps: [{ profile: heap, kind: "live", intervalBytes: 512 }],
      },
      { pid: 12, name: "worker-1", time: undefined, heaps: [{ profile: heap, kind: "all", intervalBytes: 512 }] },
    ],
  };
  const bytes = encodePprof(set, 1_700_000_000_000, "swarmprof 1");
  const { format, profiles } = readText(gzipSync(bytes));
  expect(format).toBe("pprof");
  expect(profiles.tool).toBe("swarmprof 1");
  const place = (name: string) => profile.frames.find((frame) => frame.name === name);
  const at = (name: string) => `${name} file:///swarm/src/main.js:${place(name)?.line}:1`;
  expect(collapsedOf(profiles)).toEqual([
    `11 main: ${at("main")};${at("work")} 2000`,
    `11 main: ${at("main")} 500`,
    `11 main: live ${at("main")} 100`,
    `11 main: live ${at("main")};${at("work")} 200`,
    `11 main: live ${at("main")};${at("rest")} 300`,
    `12 worker-1: all ${at("main")} 100`,
    `12 worker-1: all ${at("main")};${at("work")} 200`,
    `12 worker-1: all ${at("main")};${at("rest")} 300`,
  ]);
  const decoded = Profile.decode(bytes);
  const { strings } = decoded.stringTable;
  expect(decoded.sampleType.map(({ type, unit }) => `${strings[Number(type)]}/${strings[Number(unit)]}`)).toEqual([
    "wall/nanoseconds",
    "cpu/nanoseconds",
    "inuse_space/bytes",
    "alloc_space/bytes",
  ]);
  const labels = decoded.sample[0]?.label.map(({ key, str, num }) => [
    strings[Number(key)],
    strings[Number(str)] || Number(num),
  ]);
  expect(labels).toEqual([
    ["thread", "main"],
    ["pid", 11],
    ["agent", "planner-1"],
  ]);
});
