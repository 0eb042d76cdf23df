// Loaded before a program by --require: tells what the process used when it ends, as a line of JSON in a file. With the
// probe inside of the process, what the probe uses is in it.
const { appendFileSync, readFileSync } = require("node:fs");
const { isMainThread } = require("node:worker_threads");

const file = process.env.SWARMPROF_BENCH_AT_EXIT;
if (isMainThread && file !== undefined) {
  process.once("exit", () => {
    const { user, system } = process.cpuUsage();
    const line = { program: process.argv[1], cpuMs: (user + system) / 1_000, vmHwmBytes: vmHwmBytes() };
    appendFileSync(file, `${JSON.stringify(line)}\n`);
  });
}

function vmHwmBytes() {
  try {
    return Number(/^VmHWM:\s+(\d+) kB$/m.exec(readFileSync("/proc/self/status", "utf8"))[1]) * 1024;
  } catch {
    return undefined;
  }
}
