/** What a process is called, from procfs: its program, and the agent that it says it is. */
import { readFileSync, readlinkSync } from "node:fs";
import { basename } from "node:path";
import { type AgentName, agentNameOf } from "../run/agent-name.ts";

/** Linux keeps so many characters of a thread's name. */
const COMM_LENGTH = 15;
/** How Node calls its first thread from Node 24 on, whatever its program is called. */
const NODE_THREADS = new Set(["MainThread", "node-MainThread"]);

/** The program's name alone: its arguments may hold secrets. @returns "" of a process that has ended */
export function programOf(pid: number): string {
  const name = read(`/proc/${pid}/comm`)?.trim() ?? "";
  return NODE_THREADS.has(name) ? basename(executable(pid) ?? name) : name;
}

/** @returns undefined of a process that has ended; of its environment only the variable that is asked for is looked at */
export function agentOf(pid: number, names: readonly AgentName[]): string | undefined {
  const line = read(`/proc/${pid}/cmdline`);
  if (line === undefined || line === "") return undefined;
  return agentNameOf(names, {
    command: () => line.split("\0").filter((part, i, all) => part !== "" || i < all.length - 1),
    variable: (name) =>
      read(`/proc/${pid}/environ`)
        ?.split("\0")
        .find((entry) => entry.startsWith(`${name}=`))
        ?.slice(name.length + 1),
    title: () => titleOf(pid, line),
  });
}

/** Who gives itself a title lays it over its command line, and its first letters over its name. */
function titleOf(pid: number, line: string): string | undefined {
  const name = read(`/proc/${pid}/comm`)?.replace(/\n$/, "") ?? "";
  const [title = ""] = line.split("\0");
  const program = basename(executable(pid) ?? "").slice(0, COMM_LENGTH);
  return name !== "" && name !== program && title.startsWith(name) ? title : undefined;
}

function executable(pid: number): string | undefined {
  try {
    return readlinkSync(`/proc/${pid}/exe`);
  } catch {
    return undefined; // ended meanwhile, or another user's
  }
}

function read(file: string): string | undefined {
  try {
    return readFileSync(file, "utf8");
  } catch {
    return undefined;
  }
}
