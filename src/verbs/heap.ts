/** `swarmprof heap`: heap snapshots → what holds the memory, and what grew. */
import { relative, resolve } from "node:path";
import { type HeapAnalysis, analyseHeap } from "../analysis/heap/analyse-heap.ts";
import { type HeapCensus, heapCensus } from "../analysis/heap/census.ts";
import { heldAlike, largestInstances } from "../analysis/heap/class-instances.ts";
import { heapFindings } from "../analysis/findings/heap-findings.ts";
import { SwarmprofError } from "../errors.ts";
import { readHeapSnapshot } from "../formats/heapsnapshot/read-heap-snapshot.ts";
import { heapSnapshotFile } from "../formats/heapsnapshot/snapshot-file.ts";
import { type HeapDocument, heapDocument } from "../report/heap-document.ts";
import { heapHeadline, heapReport } from "../report/heap-report.ts";
import { heapView, instancesView } from "../report/heap-view.ts";
import type { HeapFileView, InstancesView } from "../report/heap-view-model.ts";
import type { AgentClass } from "../run/agent-class.ts";
import { newRunId } from "../run/run-id.ts";
import { packageVersion, reportAssets } from "./package-files.ts";
import { reportsFolder } from "./report-run.ts";
import { scriptFile } from "./script-file.ts";
import { writeReport } from "./write-report.ts";

export interface HeapOptions {
  /** One snapshot, or several in the order of time. */
  readonly files: readonly string[];
  readonly agentClasses: readonly AgentClass[];
  /** Whose instances are asked for. */
  readonly className: string | undefined;
  /** How many of them, and of the ways in which they are held. */
  readonly most: number;
  /** Whether strings of the heap may be shown. */
  readonly texts: boolean;
  /** Folder for the report; `reports/` if undefined. */
  readonly out: string | undefined;
  readonly commandLine: readonly string[];
}

export interface HeapReport {
  /** The answer in one sentence. */
  readonly headline: string;
  readonly document: HeapDocument;
}

/**
 * @param onFile is told which snapshot is being read
 * @throws SwarmprofError PROFILE_UNREADABLE, OUTPUT_UNWRITABLE
 */
export async function heap(options: HeapOptions, onFile: (file: string) => void): Promise<HeapReport> {
  const cwd = process.cwd();
  const wording = { texts: options.texts };
  const earlier: HeapCensus[] = [];
  const files: HeapFileView[] = [];
  for (const file of options.files.slice(0, -1)) {
    onFile(file);
    const { census, ...read } = await readCensus(file);
    earlier.push(census);
    files.push({ file: relative(cwd, resolve(file)), ...read });
  }
  const last = options.files.at(-1);
  if (last === undefined) throw new SwarmprofError("BAD_USAGE", "Say which snapshot: swarmprof heap a.heapsnapshot");
  onFile(last);
  const source = await heapSnapshotFile(last);
  try {
    const graph = readHeapSnapshot(source);
    const analysis = analyseHeap(graph, { agentClasses: options.agentClasses, earlier, wording });
    const { totalBytes } = analysis;
    files.push({ file: relative(cwd, resolve(last)), fileBytes: source.size, objects: graph.nodeCount, totalBytes });
    const fileOf = (script: string): string => scriptFile(script, cwd);
    const view = heapView({ analysis, files, instances: instancesAskedFor(analysis, options), wording, fileOf });
    const findings = heapFindings(
      analysis,
      (place) => (place === undefined ? "" : `${fileOf(place.script)}:${place.line}`),
      wording,
    );
    const report = heapReport(view, findings, {
      id: newRunId(new Date()),
      madeAt: new Date().toISOString(),
      command: options.commandLine,
      version: packageVersion(),
      texts: options.texts,
    });
    const file = writeReport(report, "complete", reportsFolder(options.out), reportAssets());
    return { headline: heapHeadline(view), document: heapDocument(view, findings, relative(cwd, file)) };
  } finally {
    source.close();
  }
}

async function readCensus(
  file: string,
): Promise<{ census: HeapCensus; fileBytes: number; objects: number; totalBytes: number }> {
  const source = await heapSnapshotFile(file);
  try {
    const graph = readHeapSnapshot(source);
    const census = heapCensus(graph);
    return { census, fileBytes: source.size, objects: graph.nodeCount, totalBytes: census.totalBytes };
  } finally {
    source.close();
  }
}

const MOST_PATHS = 20_000;

function instancesAskedFor(analysis: HeapAnalysis, { className, most, texts }: HeapOptions): InstancesView | undefined {
  if (className === undefined) return undefined;
  const nodes = largestInstances(analysis.heap, className);
  if (nodes.length === 0) {
    const near = analysis.classes.slice(0, 8).map(({ name }) => name);
    throw new SwarmprofError(
      "BAD_USAGE",
      `The snapshot has no objects of a class "${className}". Its largest classes are ${near.join(", ")}`,
    );
  }
  const wording = { texts };
  return instancesView(analysis, className, nodes, heldAlike(analysis.heap, nodes, MOST_PATHS, wording), {
    most,
    wording,
  });
}
