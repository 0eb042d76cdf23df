/** A small file of each format, made here. */
import { encodePprof } from "../../src/formats/encode-pprof.ts";
import { encodeHeapProfile } from "../../src/formats/heapprofile.ts";
import { encodeSpeedscope } from "../../src/formats/speedscope.ts";
import { cpuProfileText } from "../../src/formats/write-cpuprofile.ts";
import { type ProfileSet, timeProfile } from "../../src/run/profile-set.ts";
import { profileFromText } from "./profile-from-text.ts";

const drawn = profileFromText(
  `
  main  main  main  main  (idle)  main
  work  -     work  rest  -       work
  gc    -     -     -     -       deep`,
  { startUs: 5_000 },
);
const frames = drawn.frames.map((frame) => (frame.url === "" ? { ...frame, column: 0 } : frame));
const profile = { ...drawn, frames };
const heap = {
  frames: profile.frames,
  parent: profile.parent,
  ids: Float64Array.from(profile.frames, (_, i) => i + 1),
  selfBytes: Float64Array.from(profile.frames, (_, i) => 1_000 * i),
  samples: 4,
};
const set: ProfileSet = {
  tool: "",
  threads: [
    { pid: 4, name: "main", time: timeProfile(profile), heaps: [{ profile: heap, kind: "live", intervalBytes: 512 }] },
  ],
};

export const FOREIGN_FILES: Readonly<Record<string, string | Uint8Array>> = {
  cpuprofile: cpuProfileText(profile),
  "nested cpuprofile": JSON.stringify({
    head: {
      functionName: "(root)",
      url: "",
      lineNumber: 0,
      id: 1,
      hitCount: 0,
      children: [{ functionName: "work", url: "/a.js", lineNumber: 3, id: 2, hitCount: 2, children: [] }],
    },
    samples: [2, 2, 1],
    timestamps: [10, 20, 30],
  }),
  heapprofile: encodeHeapProfile(heap),
  speedscope: encodeSpeedscope(set, "x", "y"),
  "Chrome trace": JSON.stringify({
    traceEvents: [
      { ph: "P", pid: 1, tid: 1, id: "0x1", name: "Profile", args: { data: { startTime: 5 } } },
      {
        ph: "P",
        pid: 1,
        tid: 1,
        id: "0x1",
        name: "ProfileChunk",
        args: {
          data: {
            cpuProfile: { nodes: [{ id: 1, callFrame: { functionName: "work" } }], samples: [1, 1] },
            timeDeltas: [5, 6],
          },
        },
      },
    ],
  }),
  pprof: encodePprof(set, 0, "x"),
  "collapsed stacks": "main;work 5\nmain;rest file:///a.js:3:4 7\n",
  "perf script":
    "node 7/8 [001] 12.500000: 1000000 cpu-clock: \n\tff12 main (/bin/x)\n\tff13 JS:*work /a.js:1:2 (/tmp/perf-7.map)\n\nnode 7/8 [001] 12.501000: 1000000 cpu-clock: \n\tff12 main (/bin/x)\n",
  "V8 log":
    "v8-version,11,3,244,8,-node.33,0\nshared-library,/usr/bin/node,0x1000,0x2000,0\ncode-creation,JS,10,200,0x7000,256,work file:///a.js:10:5,0x2,*\ntick,0x7010,1000,0,0x0,0,0x6020\ntick,0x7010,2000,0,0x0,0,+0x20,-0x5fff\n",
};
