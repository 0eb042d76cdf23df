import type { ProcessMemoryView } from "../../view-model.ts";
import { type Steps, sumOf, timesOf } from "./steps.ts";
import { processSteps, threadSteps, type Who } from "./who.ts";

type Part = "heap" | "external" | "files" | "programs" | "rest";

/** What the resident memory of processes consists of, bytes, at each time. */
export interface PartsOfRss extends Readonly<Record<Part | "rss", Float64Array>> {
  readonly atMs: Float64Array;
  /** Share of the readings whose parts had to be cut to fit into RSS. */
  readonly cut: number;
}

/** The sum over the processes, each cut to its own RSS. */
export function partsOfRss(who: Who): PartsOfRss {
  const each = who.processes.map((process) => ({ process, parts: partsOfOne(process, who) }));
  const [only] = each;
  if (only !== undefined && each.length === 1) return only.parts;
  const atMs = timesOf(who.processes.map(({ samples }) => samples.atMs));
  const sum = (name: Part | "rss"): Float64Array => {
    const steps = each.map(({ process, parts }): Steps => {
      return { atMs: parts.atMs, values: parts[name], untilMs: process.endMs };
    });
    return sumOf(atMs, steps);
  };
  const rows = each.reduce((all, { parts }) => all + parts.atMs.length, 0);
  const cut = each.reduce((all, { parts }) => all + parts.cut * parts.atMs.length, 0) / (rows || 1);
  return {
    atMs,
    heap: sum("heap"),
    external: sum("external"),
    files: sum("files"),
    programs: sum("programs"),
    rest: sum("rest"),
    rss: sum("rss"),
    cut,
  };
}

function partsOfOne(process: ProcessMemoryView, who: Who): PartsOfRss {
  // At the readings of RSS: what was read of the threads in between is in the charts of the heap.
  const atMs = timesOf([process.samples.atMs]);
  const rss = sumOf(atMs, [processSteps(process, "rss")]);
  const none = new Float64Array(atMs.length);
  if (!process.isNode) return { atMs, heap: none, external: none, files: none, programs: rss, rest: none, rss, cut: 0 };
  const own = who.threads.filter(({ pid }) => pid === process.pid);
  const of = (columns: readonly ("heapTotal" | "external" | "malloced")[]): Float64Array =>
    sumOf(
      atMs,
      own.flatMap((thread) => columns.map((column) => threadSteps(thread, column, who))),
    );
  const files = sumOf(atMs, [processSteps(process, "file")]);
  const heap = of(["heapTotal"]);
  const external = of(["external", "malloced"]);
  const rest = new Float64Array(atMs.length);
  let cut = 0;
  for (let i = 0; i < atMs.length; i++) {
    // The heap and what is outside of it are counted as asked for, not as resident.
    let left = rss[i]!;
    const take = (wanted: number): number => {
      const taken = Math.min(Number.isNaN(wanted) ? 0 : wanted, left);
      left -= taken;
      return taken;
    };
    if ((heap[i]! || 0) + (external[i]! || 0) + files[i]! > left) cut++;
    files[i] = take(files[i]!);
    heap[i] = take(heap[i]!);
    external[i] = take(external[i]!);
    rest[i] = left;
  }
  return { atMs, heap, external, files, programs: none, rest, rss, cut: cut / (atMs.length || 1) };
}
