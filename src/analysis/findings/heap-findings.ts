/** What is worth knowing first of a heap snapshot. */
import type { HeapAnalysis } from "../heap/analyse-heap.ts";
import type { PathWording } from "../heap/path-words.ts";
import { retainingPath } from "../heap/retaining-path.ts";
import { type Finding, worstFirst } from "../finding.ts";
import { bytes, percent } from "../words.ts";

const LARGE_SHARE = 0.2;
const WASTED_SHARE = 0.05;
const LEAST_BYTES = 1_000_000;
const GROWERS = 3;

/** @param placeWords a class's place, `src/swarm.ts:12`, or "" */
export function heapFindings(
  analysis: HeapAnalysis,
  placeWords: (place: HeapAnalysis["classes"][number]["place"]) => string,
  wording: PathWording,
): Finding[] {
  const { heap, totalBytes, holders, strings, growers, contexts, change } = analysis;
  const { graph } = heap;
  const pathTo = (node: number): string => retainingPath(graph, heap.distances, node, wording) ?? "";
  const share = (size: number): string => percent((100 * size) / Math.max(1, totalBytes));
  const found: Finding[] = [];
  for (const { name, place, countPerStep, bytesPerStep, heldBy } of (growers ?? []).slice(0, GROWERS)) {
    const [held] = heldBy;
    const at = placeWords(place);
    const path = held === undefined ? "" : `, held by \`${held.path}\``;
    const count = countPerStep >= 1.5 ? `${Math.round(countPerStep)} ` : "";
    found.push({
      rule: "heap-grower",
      severity: "warning",
      message: `${count}\`${name}\`${at === "" ? "" : ` (${at})`} more in each snapshot, ${bytes(bytesPerStep)} with what they keep${path}`,
      evidence: {
        class: name,
        countPerSnapshot: countPerStep,
        bytesPerSnapshot: bytesPerStep,
        path: held?.path ?? null,
      },
    });
  }
  const [largest] = holders;
  if (largest !== undefined && largest.retainedBytes >= LARGE_SHARE * totalBytes) {
    const { node, retainedBytes, holds } = largest;
    const what = holds.map(({ className, count, bytes: size }) => `${bytes(size)} in ${count} ${className}`);
    found.push({
      rule: "heap-holder",
      severity: "info",
      message: `\`${pathTo(node)}\` keeps ${bytes(retainedBytes)} alive, ${share(retainedBytes)} of the heap${what.length === 0 ? "" : `: ${what.join(", ")}`}`,
      evidence: { id: graph.nodeId[node], retainedBytes },
    });
  }
  if (strings.wastedBytes >= Math.max(LEAST_BYTES, WASTED_SHARE * totalBytes)) {
    found.push({
      rule: "heap-duplicate-strings",
      severity: "warning",
      message: `${bytes(strings.wastedBytes)} are in copies of strings that are there already, ${share(strings.wastedBytes)} of the heap`,
      evidence: { wastedBytes: strings.wastedBytes },
    });
  }
  if (contexts.length > 1) {
    const size = contexts.slice(1).reduce((sum, node) => sum + (heap.retained[node] as number), 0);
    found.push({
      rule: "heap-contexts",
      severity: "info",
      message: `${contexts.length - 1} contexts of \`node:vm\` beside the program's own, which keep ${bytes(size)} alive`,
      evidence: { contexts: contexts.length - 1, retainedBytes: size },
    });
  }
  if (change !== undefined && !change.isSameProcess) {
    found.push({
      rule: "heap-two-processes",
      severity: "warning",
      message:
        "The snapshots are not of one process: classes are compared, but what is new and what was freed is not known",
      evidence: {},
    });
  }
  return worstFirst(found);
}
