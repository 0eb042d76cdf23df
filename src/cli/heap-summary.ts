/** What `swarmprof heap` prints for people: what holds the memory, what grew, where the report is. */
import { bytes, percent } from "../analysis/words.ts";
import type { HeapDocument } from "../report/heap-document.ts";
import type { HeapClassView } from "../report/heap-view-model.ts";
import type { Paint } from "./paint.ts";
import { placeText, tablesText } from "./summary-text.ts";

const ROWS = 8;
const HOLDERS = 5;

export function heapSummary({ heap, findings, report }: HeapDocument, headline: string, paint: Paint): string {
  const tables = [
    heap.instances === undefined ? [] : pathRows(heap.instances),
    heap.instances === undefined ? [] : largestRows(heap.instances),
    growerRows(heap),
    heap.change === undefined ? [] : changeRows(heap),
    heap.instances === undefined ? holderRows(heap) : [],
    classRows(heap),
    siteRows(heap),
    agentRows(heap),
  ];
  return tablesText({ answer: headline, tables, findings, closing: [`report  ${report}`] }, paint);
}

type Heap = HeapDocument["heap"];

function classRows({ classes }: Heap): string[][] {
  const rows = classes
    .slice(0, ROWS)
    .map((one) => [bytes(one.retainedBytes), bytes(one.shallowBytes), String(one.count), one.class, place(one)]);
  return [["retained", "shallow", "count", "class", ""], ...rows];
}

function holderRows({ holders, totalBytes }: Heap): string[][] {
  const rows = holders
    .slice(0, HOLDERS)
    .map(({ path, retainedBytes, holds }) => [
      percent((100 * retainedBytes) / Math.max(1, totalBytes)),
      bytes(retainedBytes),
      ending(path),
      holds.map((one) => `${bytes(one.bytes)} in ${one.count} ${one.class}`).join(", "),
    ]);
  return [["retained", "", "what holds the memory", "of which"], ...rows];
}

function changeRows({ classes }: Heap): string[][] {
  const rows = classes
    .filter(({ change }) => change !== undefined && change.shallowBytes !== 0)
    .sort((a, b) => Math.abs(b.change?.shallowBytes ?? 0) - Math.abs(a.change?.shallowBytes ?? 0))
    .slice(0, ROWS)
    .map((one) => [
      signed(one.change?.shallowBytes ?? 0, bytes),
      count(one.change?.newCount, "+"),
      count(one.change?.freedCount, "−"),
      String(one.count),
      one.class,
      place(one),
    ]);
  return [["change", "new", "freed", "count", "class", ""], ...rows];
}

function growerRows({ growers = [] }: Heap): string[][] {
  const rows = growers
    .slice(0, ROWS)
    .map((one) => [
      `+${bytes(one.bytesPerSnapshot)}`,
      `+${one.countPerSnapshot.toFixed(one.countPerSnapshot < 10 ? 1 : 0)}`,
      `${one.class}${one.line === 0 ? "" : ` (${placeText(one.file, one.line)})`}`,
      one.paths[0]?.path ?? "",
    ]);
  return [["a snapshot", "count", "grows", "held by"], ...rows];
}

function pathRows({ paths, count: all, class: name }: NonNullable<Heap["instances"]>): string[][] {
  const rows = paths.map((one) => [String(one.count), bytes(one.retainedBytes), "", one.path]);
  return [["count", "retained", "", `how ${all} ${name} are held`], ...rows];
}

function largestRows({ largest, class: name }: NonNullable<Heap["instances"]>): string[][] {
  const rows = largest.map((one) => [bytes(one.retainedBytes), bytes(one.shallowBytes), `@${one.id}`, one.path]);
  return [["retained", "shallow", `largest ${name}`, "path"], ...rows];
}

function siteRows({ sites = [] }: Heap): string[][] {
  const rows = sites
    .slice(0, ROWS)
    .map((one) => [
      bytes(one.bytes),
      `+${bytes(one.newBytes)}`,
      String(one.count),
      one.function === "" ? "(anonymous)" : one.function,
      placeText(one.file, one.line),
    ]);
  return [["live", "new", "objects", "allocated in", ""], ...rows];
}

function agentRows({ agents }: Heap): string[][] {
  const all = agents?.agents ?? [];
  const rows = all
    .slice(0, ROWS)
    .map(({ id, ownBytes, sharedBytes, holds }) => [bytes(ownBytes), bytes(sharedBytes), id, holds[0] ?? ""]);
  const heading = all.length > ROWS ? `agent (${ROWS} of ${all.length})` : "agent";
  return [["own", "shared", heading, "holds most"], ...rows];
}

function place({ file, line }: HeapClassView): string {
  return line === 0 ? file : placeText(file, line);
}

const ENDING = 4;

/** The last steps of a path, which say most. */
function ending(path: string): string {
  const steps = path.split(" → ");
  return steps.length <= ENDING ? path : `… → ${steps.slice(-ENDING).join(" → ")}`;
}

function signed(value: number, words: (value: number) => string): string {
  return `${value < 0 ? "−" : "+"}${words(Math.abs(value))}`;
}

function count(value: number | null | undefined, sign: string): string {
  return value === null || value === undefined ? "—" : `${sign}${value}`;
}
