import { expect, test } from "vitest";
import { collapsedOf } from "../support/collapsed-of.ts";
import { readText } from "../support/read-text.ts";

const CLOCK = `# captured on: today
node 4711/4712 [003] 198792.001000:    1000000 cpu-clock:pppH:
\t    7f587bf53533 LazyCompile:*work file:///a b.js:10:5+0xa13 (/tmp/perf-4711.map)
\t    7f587bf53533 main (/usr/bin/node)
\t 6ce258d4c544155 [unknown] (/lib/libc-2.27.so)

node 4711/4712 [003] 198792.002000:    1000000 cpu-clock:pppH:
\t    7f587bf53533 Builtin:ArrayMap (/tmp/perf-4711.map)
\t    7f587bf53533 main (/usr/bin/node)

node 4711/4712 [003] 198792.008000:    1000000 cpu-clock:pppH:
\t    7f587bf53533 operator()(int) const (/usr/bin/node (deleted))
`;

test("reads samples of a clock as time, and the rest as idle", () => {
  const { format, profiles } = readText(CLOCK);
  expect(format).toBe("perf script");
  expect(collapsedOf(profiles)).toEqual([
    "4711 node 4712: [libc-2.27.so];main;work file:///a b.js:10:5 1000",
    "4711 node 4712: main;ArrayMap 1000",
    "4711 node 4712: (idle) 5000",
    "4711 node 4712: operator()(int) const 1000",
  ]);
});

test("counts samples of other events, whose period is no time", () => {
  const text =
    "my program  17 12.5: 99887 cycles:u: \n\tff main (/bin/x)\n\nmy program  17 12.7: 1 cycles:u: \n\tff main (/bin/x)\n";
  const { profiles } = readText(text);
  expect(collapsedOf(profiles)).toEqual(["my program 17: main 2"]);
  expect(profiles.threads[0]?.time?.unit).toBe("samples");
});

test.each([
  ["node 1 1.5: cycles: \n\n", "no sample with a stack"],
  [`${CLOCK}what is this\n`, "line 13 is no header"],
  [`${CLOCK}node 1 1.5: cycles:\n\tnothing hexadecimal here\n`, "line 14 is no frame"],
])("says what is wrong with %j", (text, why) => {
  expect(() => readText(text)).toThrow(why);
});
