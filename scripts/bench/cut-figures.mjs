// What the cuts of a recorded run did, from its raw chunks, and not from what swarmprof says of them.
import { readdirSync, readFileSync } from "node:fs";
import { basename, dirname, join } from "node:path";
import { median } from "./statistics.mjs";

/** @returns number of cuts, time without samples around them beyond the usual interval, time that threads stood still */
export function cutFigures(runDir) {
  const files = readdirSync(runDir, { recursive: true }).map((name) => join(runDir, name));
  const chunks = files.filter((file) => file.endsWith(".cpuprofile"));
  const threads = new Set(chunks.map((file) => dirname(file)));
  const holes = [...threads].flatMap((thread) => holesOf(chunks.filter((file) => dirname(file) === thread)));
  const ends = files.filter((file) => basename(file) === "thread-end.json");
  return {
    cuts: holes.length,
    holeMs: holes.reduce((sum, us) => sum + us, 0) / 1000,
    stoppedMs: ends.reduce((sum, file) => sum + JSON.parse(readFileSync(file, "utf8")).cutUs, 0) / 1000,
  };
}

/** @param files chunks of one thread; @returns for each cut between two of them, µs */
function holesOf(files) {
  const chunks = files.toSorted().map((file) => {
    const { startTime, timeDeltas } = JSON.parse(readFileSync(file, "utf8"));
    let now = startTime;
    return { times: timeDeltas.map((delta) => (now += delta)), usual: median(timeDeltas.slice(1)) };
  });
  return chunks.slice(1).map(({ times, usual }, i) => {
    const last = chunks[i].times.at(-1) ?? 0;
    // Chunks overlap: the next one's first samples may be from before the last one's end.
    const next = times.find((time) => time > last) ?? last;
    return Math.max(0, next - last - usual);
  });
}
