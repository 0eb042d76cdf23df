/** The source maps of a run: those that the probe took from the process, else those on the disk. */
import type { LocateFrame } from "../analysis/cpu/source-positions.ts";
import { decodeSourceMap, type Locate } from "../formats/source-map.ts";
import type { Run } from "../run/read-run.ts";
import { findSourceMapFile } from "../run/source-map-files.ts";

/** Maps are looked for once a file, when a frame of it first asks. */
export function sourceMapsOf(run: Run): LocateFrame {
  const threads = run.processes.flatMap((process) => process.threads);
  const recorded = new Map(threads.flatMap((thread) => thread.sourceMaps).map(({ url, map }) => [url, map]));
  const byUrl = new Map<string, Locate | undefined>();
  return ({ name, url, line, column }) => {
    if (!byUrl.has(url)) byUrl.set(url, findMap(url, recorded));
    return byUrl.get(url)?.(name === "(anonymous)" ? "" : name, line, column);
  };
}

function findMap(url: string, recorded: ReadonlyMap<string, unknown>): Locate | undefined {
  if (recorded.has(url)) return decodeSourceMap(recorded.get(url), url);
  const found = findSourceMapFile(url);
  return found === undefined ? undefined : decodeSourceMap(found.map, found.url);
}
