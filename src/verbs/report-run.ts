/** From a recorded run to its report: read → analyse → render. Loaded while the target runs, so that it costs no time. */
import { readFileSync } from "node:fs";
import { join, relative } from "node:path";
import { pathToFileURL } from "node:url";
import type { AgentAnalysis } from "../analysis/agents/agent.ts";
import { analyseAgents } from "../analysis/agents/analyse-agents.ts";
import { analyseRun, type RunAnalysis } from "../analysis/analyse-run.ts";
import { isAgentMetric, measuredAgents } from "../analysis/agents/agent-metrics.ts";
import { type Budget, checkBudget, type Measured } from "../analysis/budgets.ts";
import { budgetBroken } from "../analysis/findings/budget-broken.ts";
import { mostAllocatedIn } from "../analysis/findings/live-memory.ts";
import type { Frame } from "../analysis/cpu/call-tree.ts";
import { hotspots, packageTimes } from "../analysis/cpu/hotspots.ts";
import { withSourcePositions } from "../analysis/cpu/source-positions.ts";
import { type Finding, worstFirst } from "../analysis/finding.ts";
import { cpuFindings } from "../analysis/findings/cpu-findings.ts";
import type { MemoryFacts } from "../analysis/findings/memory-facts.ts";
import { doctorFindings } from "../analysis/findings/doctor.ts";
import { agentGrowth } from "../analysis/findings/agent-growth.ts";
import { agentsKept } from "../analysis/findings/agents-kept.ts";
import { heavyAgents } from "../analysis/findings/heavy-agents.ts";
import { sharedMemory } from "../analysis/findings/shared-memory.ts";
import { unknownAgents } from "../analysis/findings/unknown-agents.ts";
import { memoryFindings } from "../analysis/findings/memory-findings.ts";
import { allocationSites, highestLive } from "../analysis/memory/allocation-sites.ts";
import type { MemoryAnalysis } from "../analysis/memory/analyse-memory.ts";
import { measuredMemory } from "../analysis/memory/memory-metrics.ts";
import { placeOf } from "../analysis/place.ts";
import { threadName } from "../analysis/thread-name.ts";
import { SwarmprofError } from "../errors.ts";
import { parseCpuProfile } from "../formats/cpuprofile.ts";
import { parseHeapProfile } from "../formats/heapprofile.ts";
import { type ReportFacts, reportView } from "../report/report-view.ts";
import { type ResultDocument, resultDocument } from "../report/result-document.ts";
import { REPORTS_FOLDER } from "../run/layout.ts";
import { type Run, readRun } from "../run/read-run.ts";
import { agentReaders, readSlices } from "./agent-readers.ts";
import { growersOf } from "./growers-of.ts";
import { probeFiles, reportAssets } from "./package-files.ts";
import { scriptFile } from "./script-file.ts";
import { sourceMapsOf } from "./source-maps-of.ts";
import { writeReport } from "./write-report.ts";

export { tidySnapshots } from "./tidy-snapshots.ts";

export interface RunReport {
  /** The answer in one sentence. */
  readonly headline: string;
  readonly document: ResultDocument;
  /** What an engine has left for people to look at. */
  readonly files?: readonly string[];
}

/**
 * @param reportsFolder where the report goes
 * @throws SwarmprofError RUN_UNREADABLE, NOTHING_RECORDED, OUTPUT_UNWRITABLE
 */
export function reportRun(runDir: string, reportsFolder: string, budgets: readonly Budget[] = []): RunReport {
  const run = readRun(runDir);
  if (run.processes.length === 0 && run.memory.length === 0) throw nothingRecorded(run);
  const cwd = process.cwd();
  const facts = reportFacts(run, cwd, budgets);
  const findings = findingsOf(facts);
  const view = reportView(facts, findings);
  const file = writeReport(view, run.manifest.status, reportsFolder, reportAssets());
  const paths = { run: relative(cwd, runDir), report: relative(cwd, file) };
  return { headline: view.headline, document: resultDocument(facts, findings, paths) };
}

/**
 * What is known of a run, without a report of it.
 * @throws SwarmprofError RUN_UNREADABLE, RUN_TOO_NEW, NOTHING_RECORDED
 */
export function runDocument(runDir: string): ResultDocument {
  const run = readRun(runDir);
  if (run.processes.length === 0 && run.memory.length === 0) throw nothingRecorded(run);
  const facts = reportFacts(run, process.cwd(), []);
  return resultDocument(facts, findingsOf(facts), { run: runDir, report: "" });
}

/** Where reports go: below `--out` itself, or in `reports/`. */
export function reportsFolder(out: string | undefined): string {
  return out ?? join(process.cwd(), REPORTS_FOLDER);
}

/** What is known of a run, with functions where a person wrote them. */
export function analyseWithSources(run: Run): RunAnalysis {
  const readers = {
    cpuProfile: reader(parseCpuProfile),
    heapProfile: reader(parseHeapProfile),
    slices: readSlices,
  };
  const analysis = analyseRun(run, readers, pathToFileURL(probeFiles().preload).href);
  return { ...analysis, tree: withSourcePositions(analysis.tree, sourceMapsOf(run)) };
}

function reportFacts(run: Run, cwd: string, budgets: readonly Budget[]): ReportFacts {
  const analysis = analyseWithSources(run);
  const { tree } = analysis;
  const cpu = analysis.cpu === undefined ? undefined : { ...analysis.cpu, tree };
  const place = (frame: Frame): string => placeOf(frame.url, cwd);
  const agents = analyseAgents(run, analysis, agentReaders);
  const memory = analysis.memory;
  return {
    run,
    tree,
    place,
    agents,
    budgets: budgets.map((budget) => checkBudget(budget, measured(budget, memory, agents))),
    cpu:
      cpu === undefined
        ? undefined
        : { run, analysis: cpu, hotspots: hotspots(cpu), packages: packageTimes(cpu), place },
    memory:
      analysis.memory === undefined ? undefined : memoryFacts(run, analysis.memory, growersOf(run), { tree, place }),
  };
}

function memoryFacts(
  run: Run,
  memory: MemoryAnalysis,
  growers: MemoryFacts["growers"],
  { tree, place }: Pick<MemoryFacts, "tree" | "place">,
): MemoryFacts {
  const highest = highestLive(memory.profiles);
  return {
    run,
    memory,
    tree,
    live: highest === undefined ? undefined : allocationSites(highest, memory.profiles, tree),
    growers: memory.overall?.growth.verdict === "leak" ? growers : undefined,
    place,
    fileOf: (script) => scriptFile(script, process.cwd()),
    pathOf: (file) => relative(process.cwd(), file),
    labelOf: (track) => threadName(track, run),
    nameOf: ({ track }) => threadName(track, run),
  };
}

function measured({ metric }: Budget, memory: MemoryAnalysis | undefined, agents: AgentAnalysis): Measured | undefined {
  if (isAgentMetric(metric)) return measuredAgents(metric, agents);
  return memory === undefined ? undefined : measuredMemory(metric, memory);
}

/** What both halves say is said once. */
function findingsOf({ run, cpu, memory, budgets, agents }: ReportFacts): Finding[] {
  const all = [
    ...budgetBroken(budgets, memory === undefined ? undefined : mostAllocatedIn(memory)),
    ...doctorFindings(run),
    ...heavyAgents(agents?.agents ?? []),
    ...agentGrowth(agents?.agents ?? []),
    ...agentsKept(agents?.agents ?? []),
    ...sharedMemory(agents?.heaps ?? []),
    ...unknownAgents(agents?.unknown ?? []),
    ...(memory === undefined ? [] : memoryFindings(memory)),
    ...(cpu === undefined ? [] : cpuFindings(cpu)),
  ];
  return worstFirst(all.filter(({ message }, i) => all.findIndex((other) => other.message === message) === i));
}

/** @returns a reader that gives undefined for a file that can't be read: what it holds is then missing */
function reader<T>(parse: (text: string, file: string) => T): (file: string) => T | undefined {
  return (file) => {
    try {
      return parse(readFileSync(file, "utf8"), file);
    } catch (error) {
      if (error instanceof SwarmprofError ? error.code === "PROFILE_UNREADABLE" : isMissing(error)) return undefined;
      throw error;
    }
  };
}

function isMissing(error: unknown): boolean {
  return error instanceof Error && Reflect.get(error, "code") === "ENOENT";
}

function nothingRecorded({ manifest }: Run): SwarmprofError {
  const ended = manifest.target?.signal ?? `exit code ${manifest.target?.exitCode}`;
  return new SwarmprofError(
    "NOTHING_RECORDED",
    `Nothing was recorded of ${manifest.bench}, which ended with ${ended}: the probe did not start in it. Does it run on a Node with an inspector?`,
  );
}
