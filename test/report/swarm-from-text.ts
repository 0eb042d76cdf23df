/**
 * Gives a report drawn as text its agents: a name a sample says who ran, `-` is nobody. What is known of an agent can be
 * added; CPU time follows from the samples.
 */
import type { AgentsView, AgentView, ReportView } from "../../src/report/view-model.ts";

export function withAgents(
  view: ReportView,
  ran: Readonly<Record<string, string>>,
  known: Readonly<Record<string, Partial<AgentView>>> = {},
  changes: Partial<AgentsView> = {},
): ReportView & { readonly agents: AgentsView } {
  const names = Object.values(ran).map((text) => text.trim().split(/\s+/));
  const ids = [...new Set([...names.flat(), ...Object.keys(known)])].filter((id) => id !== "-");
  const { cpu } = view;
  const samples = cpu?.samples.map((columns, thread) => {
    const text = ran[cpu.threads[thread]?.label ?? ""];
    if (text === undefined) return columns;
    const who = text.trim().split(/\s+/);
    return { ...columns, agent: Uint32Array.from(columns.node, (_, i) => ids.indexOf(who[i] ?? "-") + 1) };
  });
  const cpuMs = (id: string): number => names.flat().filter((name) => name === id).length;
  const total = names.flat().length;
  return {
    ...view,
    ...(cpu === undefined || samples === undefined ? {} : { cpu: { ...cpu, samples } }),
    agents: {
      rankedBy: "cpu",
      agents: ids.map((id) => ({
        ...agentView(id),
        cpuMs: cpuMs(id),
        cpuPercent: (100 * cpuMs(id)) / total,
        ...known[id],
      })),
      cpu: [],
      heaps: [],
      unknown: [],
      ...changes,
    },
  };
}

function agentView(id: string): AgentView {
  return {
    id,
    model: "object",
    role: id.replace(/-\d+$/, ""),
    parent: "",
    threads: ["main"],
    fromMs: null,
    toMs: null,
    cpuMs: null,
    cpuPercent: null,
    waitMs: null,
    peakBytes: null,
    isLeastPeak: false,
    retainedBytes: null,
    sharedBytes: null,
    allocatedBytes: null,
    slices: 1,
    cpuMethod: "",
    memoryMethod: "",
    holdsMost: "",
    heldAt: [],
  };
}
