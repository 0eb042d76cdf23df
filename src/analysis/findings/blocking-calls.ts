import { type CallTree, type Frame, ROOT } from "../cpu/call-tree.ts";
import { percent } from "../words.ts";
import { codeAt, type CpuFacts, type CpuRule } from "./cpu-facts.ts";

const WORTH_SAYING = 10;

/** Work of Node's own that has an asynchronous form, or could be done in a worker, and is done while all else waits. */
const WORK: readonly { readonly words: string; readonly is: (frame: Frame) => boolean }[] = [
  { words: "reading and writing files", is: ({ url, name }) => url === "node:fs" && name.endsWith("Sync") },
  {
    words: "waiting for child processes",
    is: ({ url, name }) => url === "node:child_process" && name.endsWith("Sync"),
  },
  { words: "compression", is: ({ url, name }) => url === "node:zlib" && name.endsWith("Sync") },
  // Of the asynchronous forms next to nothing is on the thread.
  { words: "cryptography", is: ({ url }) => url.startsWith("node:internal/crypto/") },
];

/** Loading modules reads files, once. */
function isLoader({ url }: Frame): boolean {
  return url.startsWith("node:internal/modules/");
}

/** Synchronous work of Node that takes a large share: nothing else runs in the thread meanwhile. */
export const blockingCalls: CpuRule = (facts) =>
  WORK.flatMap(({ words, is }) => {
    const { us, callers, callees } = outermostCalls(facts, is);
    const share = facts.analysis.totalUs === 0 ? 0 : (100 * us) / facts.analysis.totalUs;
    const frames = facts.analysis.tree.frames;
    const callee = frames[largest(callees)];
    if (share < WORTH_SAYING || callee === undefined) return [];
    const frame = largest(callers);
    const caller = frames[frame] as Frame;
    const message = `${percent(share)} of CPU time is ${words} in \`${callee.name}\`, mostly called by ${codeAt(facts, caller)}: the thread does nothing else meanwhile`;
    const evidence = { work: words, selfMs: us / 1000, percent: share, function: callee.name };
    return [{ rule: "blocking-calls", severity: "warning", message, evidence, frame }];
  });

interface Calls {
  us: number;
  /** µs by frame: who, outside of Node, calls; and which functions are called. */
  readonly callers: Map<number, number>;
  readonly callees: Map<number, number>;
}

function outermostCalls({ analysis: { tree, totals } }: CpuFacts, is: (frame: Frame) => boolean): Calls {
  const { parent, frame, frames } = tree;
  const wanted = frames.map(is);
  // 1: inside of such a call; parents come before their children.
  const inside = new Uint8Array(parent.length);
  const calls: Calls = { us: 0, callers: new Map(), callees: new Map() };
  for (let node = ROOT + 1; node < parent.length; node++) {
    const own = frame[node] as number;
    inside[node] = inside[parent[node] as number] === 1 || wanted[own] === true ? 1 : 0;
    if (inside[node] !== 1 || inside[parent[node] as number] === 1) continue;
    const caller = callerOf(tree, node);
    if (caller === undefined) continue;
    const us = totals.nodeTotal[node] as number;
    calls.us += us;
    add(calls.callees, own, us);
    add(calls.callers, caller, us);
  }
  return calls;
}

/** The nearest frame of the program above a node; undefined where Node itself calls, or loads a module. */
function callerOf({ parent, frame, frames }: CallTree, node: number): number | undefined {
  for (let up = parent[node] as number; up !== ROOT; up = parent[up] as number) {
    const at = frames[frame[up] as number];
    if (at === undefined || isLoader(at)) return undefined;
    if (isProgram(at)) return frame[up];
  }
  return undefined;
}

function isProgram({ kind }: Frame): boolean {
  return kind === "own" || kind === "package";
}

function add(sums: Map<number, number>, key: number, us: number): void {
  sums.set(key, (sums.get(key) ?? 0) + us);
}

function largest(sums: ReadonlyMap<number, number>): number {
  let best = -1;
  for (const [key, us] of sums) if (best === -1 || us > (sums.get(best) ?? 0)) best = key;
  return best;
}
