/** The agents that used most, as rows below the table of a summary; a heading alone where there are none. */
import { bytes, milliseconds, percent } from "../analysis/words.ts";
import type { CpuResult } from "../report/cpu-result.ts";
import type { MemoryResult } from "../report/memory-result.ts";
import type { ResultDocument } from "../report/result-document.ts";

const ROWS = 8;
const HANDOFFS = 5;

export function cpuAgentRows({ agents = [] }: Partial<CpuResult> = {}): string[][] {
  const rows = agents
    .slice(0, ROWS)
    .map(({ id, role, cpuMs, cpuPercent }) => [percent(cpuPercent), milliseconds(cpuMs), id, role]);
  return [["CPU", "", heading(agents.length), "role"], ...rows];
}

export function memoryAgentRows({ agents = [] }: Partial<MemoryResult> = {}): string[][] {
  const known = agents.filter(({ peakBytes }) => peakBytes !== null);
  const rows = known
    .slice(0, ROWS)
    .map(({ id, peakBytes, isLeastPeak, retainedBytes, holds }) => [
      `${isLeastPeak ? "≥ " : ""}${size(peakBytes)}`,
      size(retainedBytes),
      id,
      holds[0] ?? "",
    ]);
  return [["peak", "retained", heading(known.length), "holds most"], ...rows];
}

/** Those that keep more after each iteration, the fastest first. */
export function growingAgentRows({ agents = [] }: Partial<MemoryResult> = {}): string[][] {
  const growing = agents
    .flatMap(({ id, isGrowing, bytesPerIteration, holds }) =>
      isGrowing === true && bytesPerIteration !== null ? [{ id, grows: bytesPerIteration, holds }] : [],
    )
    .sort((a, b) => b.grows.estimate - a.grows.estimate);
  const rows = growing
    .slice(0, ROWS)
    .map(({ id, grows, holds }) => [
      `+${bytes(grows.estimate)}`,
      `${bytes(grows.low)} to ${bytes(grows.high)}`,
      id,
      holds[0] ?? "",
    ]);
  return [["an iteration", "95 %", heading(growing.length), "holds most"], ...rows];
}

export function handoffRows({ handoffs = [] }: Partial<ResultDocument>): string[][] {
  const rows = handoffs
    .slice(0, HANDOFFS)
    .map(({ from, to, count, medianWaitMs }) => [
      String(count),
      medianWaitMs === null ? "—" : milliseconds(medianWaitMs),
      `${from === "" ? "(nobody)" : from} → ${to}`,
    ]);
  return [["handoffs", "median wait", "from → to"], ...rows];
}

function heading(count: number): string {
  return count > ROWS ? `agent (${ROWS} of ${count})` : "agent";
}

function size(count: number | null): string {
  return count === null ? "—" : bytes(count);
}
