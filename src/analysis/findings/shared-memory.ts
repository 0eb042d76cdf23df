import type { HeapDivision } from "../agents/agent.ts";
import type { Finding } from "../finding.ts";
import { bytes } from "../words.ts";

/** Less is nobody's trouble. */
const LEAST_BYTES = 100_000;
const LEAST_SHARE = 0.05;
const NAMED = 3;

/** The most that the same agents keep alive together, in the snapshot in which agents share most. */
export function sharedMemory(heaps: readonly HeapDivision[]): Finding[] {
  const [heap] = [...heaps].sort((a, b) => b.sharedBytes - a.sharedBytes);
  const group = heap?.groups[0];
  if (heap === undefined || group === undefined) return [];
  if (group.bytes < LEAST_BYTES || group.bytes < LEAST_SHARE * heap.totalBytes) return [];
  const named = group.agents.slice(0, NAMED).map((id) => `\`${id}\``);
  const others = group.agentCount - named.length;
  const who = others > 0 ? `${named.join(", ")} and ${others} more agents` : `The agents ${named.join(", ")}`;
  return [
    {
      rule: "shared-memory",
      severity: "info",
      message: `${who} keep ${bytes(group.bytes)} alive together, most in objects of the class ${group.mainClass}: it goes when the last of them goes`,
      evidence: { agents: group.agents, agentCount: group.agentCount, bytes: group.bytes, mainClass: group.mainClass },
    },
  ];
}
