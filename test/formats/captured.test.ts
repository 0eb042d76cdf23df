/** Files that other tools wrote, and what a person reads in them. */
import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { expect, test } from "vitest";
import { collapsedOf } from "../support/collapsed-of.ts";
import { readText } from "../support/read-text.ts";

function read(name: string) {
  const file = fileURLToPath(new URL(`../fixtures/profiles/${name}`, import.meta.url));
  return readText(readFileSync(file));
}

test.each([
  [
    "chrome-65.cpuprofile",
    [
      "(anonymous) 1:1 1060",
      "(anonymous) 1:1;a 1:11;b 6:11;d 14:11 17002",
      "(anonymous) 1:1;a 1:11;c 10:11;d 14:11 18255",
    ],
  ],
  ["node-10.cpuprofile", ["(anonymous) 11575", "(anonymous);a;b 5;d 13 16788", "(anonymous);a;c 9;d 13 17557"]],
  ["perf.txt", ["simple-terminat 10: [unknown];__libc_start_main;main;_Z5deltav;_Z4betav 1001.001"]],
  ["recursion.folded", ["a;a 1", "b;b 1", "a;b 1", "a;b;a;b 2", "a;b;a;c 2", "a;b;a;b;a;b 1", "a;b;a;b;c 2"]],
  ["evented.speedscope.json", ["simple.txt: a;b;c 5", "simple.txt: a;b;d 4", "simple.txt: a;b 5"]],
])("reads %s", (name, stacks) => {
  expect(collapsedOf(read(name).profiles)).toEqual(stacks);
});

test("reads Go's profile, whose functions have no lines of their own", () => {
  const names = collapsedOf(read("go-1.10.pb.gz").profiles).map((line) => line.replaceAll(/ \S+\/(\w+\.\w+)/g, " $1"));
  expect(names.slice(0, 3)).toEqual([
    "runtime.main proc.go;main.main simple.go;main.delta simple.go;main.beta simple.go 140000",
    "runtime.main proc.go;main.main simple.go;main.alpha simple.go 260000",
    "runtime.main proc.go;main.main simple.go;main.gamma simple.go 270000",
  ]);
  expect(names.reduce((sum, line) => sum + Number(line.split(" ").at(-1)), 0)).toBe(1_500_000);
});

test("reads Node 10's heap profile, whose nodes have no numbers and whose own files no node:", () => {
  const { format, profiles } = read("node-10.heapprofile");
  expect(format).toBe("heapprofile");
  const stacks = collapsedOf(profiles);
  expect(stacks).toHaveLength(11);
  expect(stacks.reduce((sum, line) => sum + Number(/ (\d+)$/.exec(line)?.[1]), 0)).toBe(525_704);
  expect(stacks[0]).toMatch(/^live _tickDomainCallback node:internal\/process\/next_tick:193:31;/);
});
