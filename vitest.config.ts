import { defineConfig } from "vitest/config";

export default defineConfig({
  test: {
    include: ["test/**/*.test.ts"],
    testTimeout: 60_000,
    hookTimeout: 60_000,
    // Tests of recordings start processes that use a core each: more at a time than cores would starve them.
    maxWorkers: 2,
  },
});
