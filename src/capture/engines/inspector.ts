import type { Engine } from "./engine.ts";

export const inspector: Engine = {
  name: "inspector",
  use: ["cpu", "mem"],
  can: [
    "CPU profiles of every thread and child process, cut while the program runs, also where it is blocked",
    "live and all allocations, levels after collections",
  ],
  cannot: ["native frames: they count for (program)", "tell interpreted from optimised code"],
  find: () => ({ version: process.version, problem: "", addons: {} }),
};
