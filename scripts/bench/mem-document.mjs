/**
 * The figures of a result document of `swarmprof mem`.
 * @returns bytes and ms; undefined where the document has none
 */
export function memoryFigures({ memory, run }) {
  const growth = memory.growth ?? {};
  return {
    rss: known(memory.peakRssBytes),
    heap: known(memory.peakHeapBytes),
    external: known(memory.peakExternalBytes),
    longestGapMs: known(memory.longestGapMs),
    longestHeapGapMs: known(memory.longestHeapGapMs),
    intervalMs: known(memory.intervalMs),
    verdict: growth.verdict,
    reason: growth.reason,
    slope: interval(growth.bytesPerIteration),
    perSecond: interval(growth.bytesPerSecond),
    iterations: known(growth.iterations),
    bytesPerOp: known(memory.bytesPerOp ?? growth.bytesPerOp),
    probeRss: known(memory.probe?.rssBytes),
    targetMs: known(run?.target?.wallMs),
    agents: memory.agents ?? [],
  };
}

/** A figure that could not be measured is null in the document. */
function known(figure) {
  return typeof figure === "number" ? figure : undefined;
}

function interval(figure) {
  if (typeof figure === "number") return { estimate: figure };
  return typeof figure?.estimate === "number" ? figure : undefined;
}
