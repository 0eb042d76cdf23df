/** A heap snapshot as a report: the same page as for a run, with other sections. */
import type { Finding } from "../analysis/finding.ts";
import { bytes, percent } from "../analysis/words.ts";
import type { HeapView } from "./heap-view-model.ts";
import { grouped } from "./quantity.ts";
import type { Fact, ReportView } from "./view-model.ts";

export interface HeapReportOrigin {
  readonly id: string;
  /** ISO 8601, UTC. */
  readonly madeAt: string;
  readonly command: readonly string[];
  readonly version: string;
  /** Whether strings of the heap were asked for. */
  readonly texts: boolean;
}

export function heapReport(heap: HeapView, findings: readonly Finding[], origin: HeapReportOrigin): ReportView {
  const last = heap.files.at(-1);
  return {
    schema: "swarmprof/report@1",
    verb: "heap",
    bench: last?.file.split(/[\\/]/).at(-1) ?? "",
    runId: origin.id,
    startedAt: origin.madeAt,
    command: origin.command.join(" "),
    headline: heapHeadline(heap),
    facts: facts(heap),
    findings: findings.map(({ rule, severity, message }) => ({ rule, severity, message })),
    environment: [
      { name: "Command", value: origin.command.join(" ") },
      ...heap.files.map(({ file, fileBytes }) => ({ name: "Snapshot", value: `${file}, ${bytes(fileBytes)}` })),
      { name: "swarmprof", value: origin.version },
    ],
    honesty: honesty(heap, origin),
    heap,
  };
}

/** The answer in one sentence. */
export function heapHeadline({ totalBytes, objects, growers, holders, change }: HeapView): string {
  const size = `${bytes(totalBytes)} in ${grouped(objects)} objects`;
  const [grower] = growers ?? [];
  if (grower !== undefined) {
    return `\`${grower.class}\` grows by ${bytes(grower.bytesPerSnapshot)} from snapshot to snapshot; ${size}`;
  }
  if (growers !== undefined) return `No class grows in every snapshot; ${size}`;
  if (change !== undefined) {
    const { totalBytes: more } = change;
    return `${size}, ${bytes(Math.abs(more))} ${more < 0 ? "less" : "more"} than in the first snapshot`;
  }
  const [largest] = holders;
  if (largest === undefined) return size;
  const share = percent((100 * largest.retainedBytes) / Math.max(1, totalBytes));
  return `${size}, ${share} of it held by one \`${largest.class}\``;
}

function facts({ totalBytes, objects, references, strings, native, growers, classCount }: HeapView): Fact[] {
  const outside = native.reduce((sum, one) => sum + one.bytes, 0);
  return [
    { value: bytes(totalBytes), label: "reachable by V8's count" },
    { value: grouped(objects), label: `objects of ${grouped(classCount)} classes` },
    { value: grouped(references), label: "references" },
    { value: bytes(outside), label: "outside V8's heap" },
    { value: bytes(strings.wastedBytes), label: "in strings that are there twice" },
    ...(growers === undefined ? [] : [{ value: grouped(growers.length), label: "growing classes" }]),
  ];
}

function honesty({ change, growers }: HeapView, { texts }: HeapReportOrigin): string[] {
  return [
    "Shallow and retained sizes, and who retains whom, are counted by the rules of Chrome DevTools: what V8 needs to store an object counts to the object.",
    "A path is the shortest one from a global object; there may be others. Paths of a class are those of a sample of 200 of its objects.",
    ...(change === undefined
      ? []
      : change.isSameProcess
        ? ["Objects of the snapshots are matched by V8's numbers."]
        : ["The snapshots are not of one process: they are compared class by class, and objects can't be matched."]),
    ...(growers === undefined ? [] : ["A class grows if there is more of it in each snapshot than in the one before."]),
    texts
      ? "This report has strings of the heap in it, as was asked for."
      : "This report has no strings of the heap in it.",
  ];
}
