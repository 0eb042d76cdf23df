import { join } from "node:path";
import type { Engine } from "./engine.ts";
import { nativePackage } from "./native-package.ts";

const { modules } = process.versions;
/** Where its build puts it: node-pre-gyp's name of a Node version and a machine. */
const ADDON = join("build/binding/Release", `node-v${modules}-${process.platform}-${process.arch}`, "profiler.node");

export const v8ProfilerNext: Engine = {
  name: "v8-profiler-next",
  use: ["cpu --engine v8-profiler-next"],
  can: [
    "CPU profiles of every thread and child process, without the inspector's domain for it",
    "the same cuts, the same report",
  ],
  cannot: [
    "native frames: they count for (program)",
    "child processes on another version of Node than swarmprof's: there the inspector takes its place, and the report says so",
  ],
  find: () => nativePackage("v8-profiler-next", ADDON, (file) => ({ cpu: file })),
};
