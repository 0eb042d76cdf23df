import { median } from "../../../analysis/agents/out-of-common.ts";
import { digitsOfBytes, digitsOfMs, digitsOfPercent, grouped } from "../../quantity.ts";
import type { AgentView } from "../../view-model.ts";
import type { Outliers } from "./outliers.ts";
import type { Swarm } from "./swarm.ts";

export type ColumnKey =
  | "id"
  | "role"
  | "model"
  | "cpu"
  | "percent"
  | "peak"
  | "retained"
  | "shared"
  | "allocated"
  | "runs"
  | "from"
  | "to"
  | "holds";

/** A column of the table of agents. */
export interface AgentColumn {
  readonly key: ColumnKey;
  readonly words: string;
  /** Text columns have no digits. */
  readonly digits?: (value: number) => string;
  readonly value: (agent: number) => number | string | null;
  /** How it was measured, or why not. */
  readonly method?: (agent: AgentView) => string;
  /** How many times the common figure of its like; 0 where that is not out of the common. */
  readonly times?: Float64Array;
  /** What a group shows on its first line; the median stands below. */
  readonly group?: "sum" | "first" | "last";
}

/** What the columns say of CPU time: of the whole run as it was measured, or of the scope as the samples say it. */
export interface CpuFigures {
  ms(agent: number): number | null;
  percent(agent: number): number | null;
  readonly method?: string;
}

export function cpuOfRun({ agents }: Swarm): CpuFigures {
  return { ms: (agent) => agents[agent]!.cpuMs, percent: (agent) => agents[agent]!.cpuPercent };
}

/** @param timesUs by the numbers in the samples */
export function cpuOfScope(timesUs: Float64Array): CpuFigures {
  const all = timesUs.reduce((sum, us) => sum + us, 0) || 1;
  return {
    ms: (agent) => timesUs[agent + 1]! / 1000,
    percent: (agent) => (100 * timesUs[agent + 1]!) / all,
    method: "sum of the samples in what is shown",
  };
}

/** Those of which something is known. */
export function agentColumns(swarm: Swarm, outliers: Outliers, cpu: CpuFigures): AgentColumn[] {
  const { agents } = swarm;
  const of =
    <Value>(read: (agent: AgentView) => Value) =>
    (agent: number) =>
      read(agents[agent]!);
  const method = ({ cpuMethod }: AgentView): string => cpu.method ?? cpuMethod;
  const bytes = { digits: digitsOfBytes, method: ({ memoryMethod }: AgentView) => memoryMethod, group: "sum" } as const;
  const seconds = (ms: number): string => (ms / 1000).toFixed(2);
  const all: AgentColumn[] = [
    { key: "id", words: "agent", value: of(({ id }) => id) },
    { key: "role", words: "role", value: of(({ role }) => role) },
    { key: "model", words: "model", value: of(({ model }) => model) },
    { key: "cpu", words: "CPU ms", digits: digitsOfMs, value: cpu.ms, method, times: outliers.cpu, group: "sum" },
    { key: "percent", words: "%", digits: digitsOfPercent, value: cpu.percent, method, group: "sum" },
    { key: "peak", words: "peak MB", value: of(({ peakBytes }) => peakBytes), ...bytes, times: outliers.peak },
    { key: "retained", words: "retained", value: of(({ retainedBytes }) => retainedBytes), ...bytes },
    { key: "shared", words: "shared", value: of(({ sharedBytes }) => sharedBytes), ...bytes },
    { key: "allocated", words: "allocated", value: of(({ allocatedBytes }) => allocatedBytes), ...bytes },
    { key: "runs", words: "runs", digits: whole, value: of(({ slices }) => slices), group: "sum" },
    { key: "from", words: "first s", digits: seconds, value: of(({ fromMs }) => fromMs), group: "first" },
    { key: "to", words: "last s", digits: seconds, value: of(({ toMs }) => toMs), group: "last" },
    { key: "holds", words: "holds most", value: of(({ holdsMost }) => holdsMost) },
  ];
  const models = new Set(agents.map(({ model }) => model));
  return all.filter(({ key, value }) => {
    if (key === "model") return models.size > 1;
    return agents.some((_, agent) => value(agent) !== null && value(agent) !== "" && value(agent) !== 0);
  });
}

function whole(count: number): string {
  return grouped(Math.round(count));
}

/** The figures of a group: of what is known of its members. */
export function groupFigures(
  { value, group }: AgentColumn,
  members: readonly number[],
): { readonly first: number; readonly median: number; readonly most: number } | undefined {
  const known = members.flatMap((agent) => {
    const one = value(agent);
    return typeof one === "number" ? [one] : [];
  });
  if (group === undefined || known.length === 0) return undefined;
  // Not spread into arguments: a role may have a hundred thousand members.
  let [sum, least, most] = [0, Infinity, -Infinity];
  for (const one of known) {
    sum += one;
    least = Math.min(least, one);
    most = Math.max(most, one);
  }
  return { first: group === "sum" ? sum : group === "first" ? least : most, median: median(known), most };
}
