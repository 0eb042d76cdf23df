/** `swarmprof doctor` without a program: what of this machine helps or harms measurements. */
import { spawnSync } from "node:child_process";
import { existsSync, readFileSync } from "node:fs";
import { availableParallelism, cpus, freemem, loadavg } from "node:os";
import { bytes } from "../analysis/words.ts";
import { ENGINES } from "../capture/engines/catalogue.ts";

export interface MachineCheck {
  readonly name: string;
  /** false: figures will be worse, or something does not work. */
  readonly isWell: boolean;
  readonly says: string;
}

/** Of the memory that is free, less than this is little for a report of a large run. */
const LITTLE_MEMORY = 1e9;
/** Runnable tasks a core. */
const BUSY = 0.5;

export function checkMachine(): MachineCheck[] {
  return [node(), procfs(), load(), frequency(), memory(), symbols(), ...engines()];
}

function node(): MachineCheck {
  const [major = 0, minor = 0] = process.versions.node.split(".").map(Number);
  const isWell = major > 20 || (major === 20 && minor >= 19);
  const typescript = Reflect.get(process.features, "typescript")
    ? "runs TypeScript by itself"
    : "needs tsx for TypeScript";
  return {
    name: "Node",
    isWell,
    says: isWell ? `${process.version}, ${typescript}` : `${process.version} is older than 20.19`,
  };
}

function procfs(): MachineCheck {
  const isWell = existsSync("/proc/self/schedstat") && existsSync("/proc/self/smaps_rollup");
  const without =
    "this system does not tell the CPU time of a thread: waiting in native calls counts as running, memory from outside is unknown";
  return {
    name: "Counters of the system",
    isWell,
    says: isWell ? "CPU time of each thread, memory of each process" : without,
  };
}

function load(): MachineCheck {
  const cores = availableParallelism();
  const [lastMinute = 0] = loadavg();
  const isWell = lastMinute / cores < BUSY;
  const says = `${lastMinute.toFixed(1)} runnable tasks on ${cores} ${cores === 1 ? "core" : "cores"} in the last minute`;
  return {
    name: "Load",
    isWell,
    says: isWell ? says : `${says}: other programs take cores, so wall times will be longer and vary`,
  };
}

function frequency(): MachineCheck {
  const governor = read("/sys/devices/system/cpu/cpu0/cpufreq/scaling_governor");
  const model = cpus()[0]?.model.trim() ?? "unknown";
  if (governor === undefined)
    return { name: "Clock of the cores", isWell: true, says: `${model}; how it is governed is not told` };
  const isWell = governor === "performance";
  return {
    name: "Clock of the cores",
    isWell,
    says: `${model}, governed by "${governor}"${isWell ? "" : ": it changes while programs run"}`,
  };
}

function memory(): MachineCheck {
  const free = freemem();
  return { name: "Memory", isWell: free > LITTLE_MEMORY, says: `${bytes(free)} free` };
}

function symbols(): MachineCheck {
  const isWell = spawnSync("nm", ["--version"], { stdio: "ignore" }).status === 0;
  const says = isWell ? "nm is there" : "nm is missing (binutils): engines with native frames name libraries only";
  return { name: "Names of native functions", isWell, says };
}

function engines(): MachineCheck[] {
  return ENGINES.map(({ name, find }) => {
    const { version, problem } = find();
    return { name: `Engine ${name}`, isWell: problem === "", says: problem || (version ?? "") };
  });
}

function read(file: string): string | undefined {
  try {
    return readFileSync(file, "utf8").trim();
  } catch {
    return undefined;
  }
}
