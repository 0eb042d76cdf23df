import { expect, test } from "vitest";
import { benchFolder } from "../../src/run/layout.ts";

test.each([
  ["bench.js", "bench"],
  ["./benches/workflow.ts", "benches-workflow"],
  ["../../other place/été 🐝.mjs", "other-place-été"],
  ["node_modules/.bin/tsc", "node_modules-.bin-tsc"],
  ["🐝", "bench"],
  ["..", "bench"],
  ["C:\\swarm\\bench.cts", "C-swarm-bench"],
])("makes a folder name of %j", (bench, folder) => {
  expect(benchFolder(bench)).toBe(folder);
});

test("keeps a folder name short enough for every file system", () => {
  expect(benchFolder("a/".repeat(300)).length).toBeLessThanOrEqual(80);
});
