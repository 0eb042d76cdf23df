import { describe, expect, test } from "vitest";
import { IsolateLogReader } from "../../src/formats/isolate-log.ts";
import { decodeCpuProfile } from "../../src/formats/cpuprofile.ts";
import { cpuProfileText } from "../../src/formats/write-cpuprofile.ts";
import type { CpuProfile } from "../../src/run/cpu-profile.ts";

const LOGGING = { name: "log", url: "file:///probe.cjs", line: 1, column: 1, deopt: "" };

function read(text: string): ReturnType<IsolateLogReader["end"]> {
  const names = (library: string, address: number, start: number): string | undefined =>
    library === "/lib/libc.so" && address - start === 0x10 ? "write" : undefined;
  const reader = new IsolateLogReader(names, LOGGING);
  for (const line of text.trim().split("\n")) reader.line(line.trim());
  return reader.end();
}

/** One line a sample, the outermost first; a tier as V8 writes it. */
function stacks({ frames, parent, samples }: CpuProfile): string[] {
  const marks = { interpreted: "~", baseline: "^", maglev: "+", optimised: "*" };
  return Array.from(samples, (sample) => {
    const stack: string[] = [];
    for (let node = sample; (parent[node] as number) >= 0; node = parent[node] as number) {
      const frame = frames[node];
      if (frame !== undefined) stack.unshift(`${frame.tier === undefined ? "" : marks[frame.tier]}${frame.name}`);
    }
    return stack.join(";");
  });
}

const CODE = `
  shared-library,/lib/libc.so,0x700000,0x800000,0
  code-creation,Builtin,2,10,0x710000,256,ArrayMap
  code-creation,BytecodeHandler,2,10,0x720000,256,Add
  code-creation,JS,10,100,0x1000,64,main /app/a.cjs:1:1,0xaa,~
  code-creation,JS,10,110,0x2000,64,hot /app/a.cjs:5:13,0xbb,~
  code-creation,JS,13,200,0x3000,64,hot /app/a.cjs:5:13,0xbb,*'`;

describe("a log of an isolate", () => {
  test("gives stacks with tiers; what interprets is left out, native code has a name where there is one", () => {
    const { profile } = read(`${CODE}
      tick,0x720010,300,0,0x0,0,0x2008,0x1008
      tick,0x3010,400,0,0x0,0,0x1008
      tick,0x710010,500,0,0x0,0,0x3010,0x1008
      tick,0x700010,600,0,0x0,6,0x1008
      tick,0x700999,700,0,0x0,5,0x1008
      tick,0x123,800,0,0x0,5`);
    expect(stacks(profile)).toEqual([
      "~main;~hot",
      "~main;*hot",
      "~main;*hot;ArrayMap",
      "~main;write",
      "~main;[libc.so]",
      "(program)",
    ]);
    expect(profile.timesUs).toEqual(Float64Array.of(300, 400, 500, 600, 700, 800));
    expect(profile.frames.find(({ name }) => name === "hot")).toMatchObject({
      url: "file:///app/a.cjs",
      line: 5,
      column: 13,
    });
  });

  test("says what V8 itself did, and counts the writing of the log for the probe", () => {
    const { profile } = read(`${CODE}
      tick,0x700010,300,0,0x0,1
      tick,0x700010,400,0,0x0,4,0x1008
      tick,0x700010,500,0,0x0,8
      tick,0x700010,600,0,0x0,7,0x1008
      tick,0x700010,700,0,0x0,9,0x1008`);
    expect(stacks(profile)).toEqual(["(garbage collector)", "~main;(compiler)", "(idle)", "~main;wait", "log"]);
    expect(profile.frames.find(({ name }) => name === "log")?.url).toBe("file:///probe.cjs");
  });

  test("follows code that moves, and code that takes the place of other code", () => {
    const { profile } = read(`${CODE}
      code-move,0x3000,0x5000
      tick,0x5010,300,0,0x0,0
      tick,0x3010,400,0,0x0,0
      code-creation,JS,10,450,0x1010,64,late /app/b.mjs:2:3,0xcc,^
      tick,0x1011,500,0,0x0,0
      tick,0x1008,600,0,0x0,0`);
    expect(stacks(profile)).toEqual(["*hot", "(program)", "^late", "(program)"]);
  });

  test("counts deoptimisations of a function, without V8's own changes of tier", () => {
    const { profile } = read(`${CODE}
      code-deopt,250,64,0x3000,-1,40,deopt-eager,</app/a.cjs:6:9>,wrong map
      code-deopt,260,64,0x3000,-1,40,deopt-eager,</app/a.cjs:7:9>,not a Smi
      code-deopt,270,64,0x3000,-1,40,deopt-eager,</app/a.cjs:7:9>,prepare for on stack replacement (OSR)
      tick,0x3010,300,0,0x0,0,0x1008`);
    const hot = profile.frames.find(({ name }) => name === "hot");
    expect(hot?.deopt).toBe('deoptimised 2 times, the last time for "not a Smi" at a.cjs:7:9');
  });

  test("knows its thread and clock by the mark, once", () => {
    const { marks } = read(`
      code-creation,Script,10,900,0x4000,64,swarmprof-mark:worker-2:5000000:1:1,0xdd,~
      code-creation,Eval,10,950,0x4100,64, swarmprof-mark:worker-2:5000000:1:1,0xdd,~`);
    expect(marks).toEqual([{ text: "swarmprof-mark:worker-2:5000000", atUs: 900 }]);
  });

  test("drops lines that a kill has cut, and reads names with commas", () => {
    const { profile } = read(`
      code-creation,JS,10,100,0x1000,64,main\\x2Cor so /app/a\\x2Cb.cjs:1:1,0xaa,~
      tick,0x1008,300,0,0x0,0
      tick,0x1008,400
      code-creation,JS,10`);
    expect(stacks(profile)).toEqual(["~main,or so"]);
    expect(profile.frames.at(-1)?.url).toBe("file:///app/a,b.cjs");
  });
});

test("a profile that is written as V8 writes it reads back as it was, tiers included", () => {
  const { profile } = read(`${CODE}
    tick,0x720010,300,0,0x0,0,0x2008,0x1008
    tick,0x3010,400,0,0x0,0,0x1008`);
  expect(decodeCpuProfile(JSON.parse(cpuProfileText(profile)))).toEqual(profile);
});
