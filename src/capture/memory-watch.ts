/**
 * The memory of every process of the target over time, Node or not, read from outside: it goes on whatever the target
 * does, and costs it nothing. From procfs; elsewhere nothing is written, and the report says so.
 */
import { appendFileSync, readdirSync, readFileSync } from "node:fs";
import { runLayout } from "../run/layout.ts";
import type { AgentName } from "../run/agent-name.ts";
import type { ProcessMemoryRow, ProcessMetRow, ProcessNamedRow, ProcessRenamedRow } from "../run/records.ts";
import { nowUs } from "./now-us.ts";
import { agentOf, programOf } from "./process-name.ts";
import { statFields } from "./process-tree.ts";

/** Rows are written this often: what a SIGKILL of swarmprof takes. */
const FLUSH_EVERY_US = 200_000;
/** PSS is expensive to read, and to the process that is read too: no more often than this, nor than 1 % of the time. */
const PSS_EVERY_US = 200_000;
const PSS_COST_SHARE = 100;
/** Fields of `/proc/<pid>/stat` behind the command. */
const PPID = 1;
const USER_TICKS = 11;
const SYSTEM_TICKS = 12;
/** Linux shows CPU time in ticks of this length, whatever the kernel uses itself. */
const TICK_MS = 10;

export interface MemoryWatch {
  end(): void;
}

/** @param root pid of the target @param names where child processes have their names as agents */
export function watchMemory(
  root: number,
  runDir: string,
  intervalMs: number,
  names: readonly AgentName[],
): MemoryWatch {
  const watch = new TreeWatch(root, runLayout(runDir).memory, names);
  watch.tick();
  const timer = setInterval(() => watch.tick(), intervalMs);
  return {
    end() {
      clearInterval(timer);
      watch.tick();
      watch.flush();
    },
  };
}

/** So often a process is looked at for its agent's name before it is left alone for a while. */
const FIRST_LOOKS = 3;

interface Member {
  name: string;
  agent: string;
  looks: number;
}

class TreeWatch {
  readonly #file: string;
  /** Members of the tree, once a member always: who loses its parent still belongs. */
  readonly #members = new Map<number, Member>();
  readonly #strangers = new Set<number>();
  readonly #names: readonly AgentName[];
  #lines: string[] = [];
  #flushedUs = 0;
  #pssDueUs = 0;
  #pssTurn = 0;

  constructor(root: number, file: string, names: readonly AgentName[]) {
    this.#file = file;
    this.#names = names;
    this.#meet(root, process.pid);
  }

  tick(): void {
    this.#lookForChildren();
    const pss = this.#nextForPss();
    for (const [pid, member] of this.#members) {
      if (member.looks < FIRST_LOOKS) this.#name(pid, member);
      const row = readMemory(pid);
      if (row === undefined) continue;
      this.#lines.push(`${JSON.stringify([...row, pid === pss ? this.#readPss(pid) : 0])}\n`);
    }
    if (nowUs() - this.#flushedUs <= FLUSH_EVERY_US) return;
    this.#meetAgain();
    this.flush();
  }

  flush(): void {
    this.#flushedUs = nowUs();
    const text = this.#lines.join("");
    this.#lines = [];
    try {
      if (text !== "") appendFileSync(this.#file, text, { mode: 0o600 });
    } catch {
      // A full disk or a removed folder: the timeline is then shorter, and the report shows how much.
    }
  }

  /** Only pids that have not been seen before are looked at; a pid that has gone may come again as another process. */
  #lookForChildren(): void {
    const pids = new Set(readPids());
    for (const pid of this.#members.keys()) if (!pids.has(pid)) this.#members.delete(pid);
    for (const pid of this.#strangers) if (!pids.has(pid)) this.#strangers.delete(pid);
    for (const pid of pids) {
      if (this.#members.has(pid) || this.#strangers.has(pid)) continue;
      const ppid = Number(statFields(pid)?.[PPID] ?? 0);
      if (this.#members.has(ppid)) this.#meet(pid, ppid);
      else this.#strangers.add(pid);
    }
  }

  #meet(pid: number, ppid: number): void {
    const name = programOf(pid);
    this.#members.set(pid, { name, agent: "", looks: 0 });
    this.#note({ pid, ppid, name, t: nowUs() });
  }

  /** A shell becomes what it was to start, a process gives itself a title. */
  #meetAgain(): void {
    for (const [pid, member] of this.#members) {
      this.#name(pid, member);
      const name = programOf(pid);
      if (name === member.name || name === "") continue;
      member.name = name;
      this.#note({ pid, name });
    }
  }

  /** What was read of a process that has begun just now may still be its parent's. */
  #name(pid: number, member: Member): void {
    if (this.#names.length === 0) return;
    member.looks++;
    const agent = agentOf(pid, this.#names);
    if (agent === undefined || agent === member.agent) return;
    member.agent = agent;
    this.#note({ pid, agent });
  }

  #note(row: ProcessMetRow | ProcessRenamedRow | ProcessNamedRow): void {
    this.#lines.push(`${JSON.stringify(row)}\n`);
  }

  #nextForPss(): number | undefined {
    if (nowUs() < this.#pssDueUs) return undefined;
    const members = [...this.#members.keys()];
    return members[this.#pssTurn++ % Math.max(1, members.length)];
  }

  #readPss(pid: number): number {
    const startUs = nowUs();
    const kib = Number(/^Pss:\s*(\d+)/m.exec(read(`/proc/${pid}/smaps_rollup`) ?? "")?.[1] ?? 0);
    this.#pssDueUs = nowUs() + Math.max(PSS_EVERY_US, PSS_COST_SHARE * (nowUs() - startUs));
    return kib;
  }
}

/** A row of the timeline but for its last column, PSS. */
type MemoryAndCpu = ProcessMemoryRow extends readonly [...infer Row, number] ? Readonly<Row> : never;

/** @returns undefined where the process has ended, or holds no memory any more */
function readMemory(pid: number): MemoryAndCpu | undefined {
  const status = read(`/proc/${pid}/status`);
  const stat = statFields(pid);
  if (status === undefined || stat === undefined) return undefined;
  const kib = (name: string): number => {
    const at = status.indexOf(`\n${name}:`);
    return at < 0 ? 0 : Number.parseInt(status.slice(at + name.length + 2), 10);
  };
  const rss = kib("VmRSS");
  if (rss === 0) return undefined;
  const cpuMs = (Number(stat[USER_TICKS]) + Number(stat[SYSTEM_TICKS])) * TICK_MS;
  return [nowUs(), pid, rss, kib("VmHWM"), kib("RssFile") + kib("RssShmem"), kib("VmSwap"), cpuMs];
}

function readPids(): number[] {
  try {
    return readdirSync("/proc")
      .filter((name) => /^\d+$/.test(name))
      .map(Number);
  } catch {
    return []; // no procfs
  }
}

function read(file: string): string | undefined {
  try {
    return readFileSync(file, "latin1");
  } catch {
    return undefined; // ended meanwhile, or another user's
  }
}
