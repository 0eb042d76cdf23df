import type { Engine } from "./engine.ts";
import { nativePackage } from "./native-package.ts";

export const heapdump: Engine = {
  name: "heapdump",
  use: ["mem --snapshot-engine heapdump"],
  can: ["write heap snapshots: on SIGUSR2 to swarmprof, near the heap's limit, and those of agents"],
  cannot: ["write those of worker threads, and of child processes on another version of Node: Node itself does"],
  find: () => nativePackage("heapdump", "build/Release/addon.node", (file) => ({ snapshot: file })),
};
