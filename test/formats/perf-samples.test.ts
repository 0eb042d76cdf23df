import { expect, test } from "vitest";
import { PerfSamplesReader } from "../../src/formats/perf-samples.ts";
import type { CpuProfile } from "../../src/run/cpu-profile.ts";

function read(text: string): ReadonlyMap<number, CpuProfile> {
  const reader = new PerfSamplesReader(2_000);
  for (const line of text.split("\n")) reader.line(line);
  return reader.end();
}

/** The outermost first; a tier as V8 writes it. */
function stacks(profile: CpuProfile | undefined): string[] {
  if (profile === undefined) return [];
  const { frames, parent, samples } = profile;
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

const TWO_THREADS = `node  10/10 100.000002000: 
	     e1 write+0x1d (/usr/lib/libc.so.6)
	     e2 Builtins_CEntry_Return1_ArgvOnStack_NoBuiltinExit+0x2 (/usr/bin/node)
	 7f0001 JS:*hot /app/a.cjs:5:13+0x20 (/tmp/perf-10.map)
	 7f0002 JS:~main /app/a.cjs:1:1+0x20 (/tmp/perf-10.map)
	     e3 Builtins_InterpreterEntryTrampoline+0x10 (/usr/bin/node)
	     e4 Builtins_JSEntry+0x10 (/usr/bin/node)
	     e5 node::Start+0x3 (/usr/bin/node)

my worker 10/11 100.000003000: 
	     e1 [unknown] (/usr/lib/libssl.so.3)
	     e9 [unknown] ([unknown])

node  10/10 100.002002000: 
	     e1 v8::internal::Scavenger::Process+0x1 (/usr/bin/node)
	     e2 v8::internal::Heap::CollectGarbage(v8::internal::AllocationSpace)+0x1 (/usr/bin/node)
	 7f0001 JS:^hot file:///app/a b.mjs:5:13+0x20 (/tmp/perf-10.map)

node  10/10 100.052002000: 
	     e1 [unknown] ([kernel.kallsyms])
`;

test("gives each thread of the system its stacks, with V8's tiers and without its trampolines", () => {
  const threads = read(TWO_THREADS);
  expect([...threads.keys()]).toEqual([10, 11]);
  expect(stacks(threads.get(10))).toEqual([
    "node::Start;~main;*hot;write",
    "^hot;(garbage collector)",
    "(idle)",
    "[[kernel.kallsyms]]",
  ]);
  expect(stacks(threads.get(11))).toEqual(["[libssl.so.3]"]);
});

test("puts a sample at the start of the interval that it stands for, and calls long silence idle", () => {
  const main = read(TWO_THREADS).get(10);
  expect(Array.from(main?.timesUs ?? [], Math.round)).toEqual([99_998_002, 100_000_002, 100_002_002, 100_050_002]);
  expect(Math.round(main?.endUs ?? 0)).toBe(100_052_002);
});

test("reads places with spaces in them", () => {
  const frames = read(TWO_THREADS).get(10)?.frames ?? [];
  expect(frames.find(({ tier }) => tier === "baseline")).toMatchObject({
    url: "file:///app/a b.mjs",
    line: 5,
    column: 13,
  });
});
