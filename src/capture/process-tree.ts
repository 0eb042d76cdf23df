/** The processes below a process, from procfs. Elsewhere than on Linux only the process itself is known. */
import { readdirSync, readFileSync } from "node:fs";

/** @returns pids of all that `root` has started and that still hang together with it, `root` last */
export function processTree(root: number): number[] {
  const children = new Map<number, number[]>();
  for (const [pid, ppid] of parents()) children.set(ppid, [...(children.get(ppid) ?? []), pid]);
  const tree: number[] = [];
  const visit = (pid: number): void => {
    for (const child of children.get(pid) ?? []) visit(child);
    tree.push(pid);
  };
  visit(root);
  return tree;
}

export function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return !isZombie(pid);
  } catch {
    return false;
  }
}

/** Sends the signal to each; one that has ended meanwhile is no error. */
export function signalAll(pids: readonly number[], signal: NodeJS.Signals): void {
  for (const pid of pids) {
    try {
      process.kill(pid, signal);
    } catch {
      // ended
    }
  }
}

function isZombie(pid: number): boolean {
  return statFields(pid)?.[0] === "Z";
}

function parents(): [number, number][] {
  try {
    return readdirSync("/proc")
      .filter((name) => /^\d+$/.test(name))
      .map((name) => [Number(name), Number(statFields(Number(name))?.[1] ?? 0)]);
  } catch {
    return [];
  }
}

/** The fields of `/proc/<pid>/stat` after the command, which may hold spaces and brackets itself. */
export function statFields(pid: number): string[] | undefined {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, "latin1");
    return stat.slice(stat.lastIndexOf(")") + 2).split(" ");
  } catch {
    return undefined;
  }
}
