import { defineConfig } from "vitest/config";

export default defineConfig({
  test: {
    include: ["test/**/*.test.ts"],
    testTimeout: 60_000,
    hookTimeout: 60_000,
    // Recordings are compared with what the system counted: one at a time, so that they don't take each other's cores.
    fileParallelism: false,
  },
});
