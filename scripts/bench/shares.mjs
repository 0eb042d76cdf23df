// Shares of functions in self time, in per cent of all time that is not idle: of cpu-prof's files, and of swarmprof's.
import { readFileSync } from "node:fs";
import { extname, resolve } from "node:path";
import { fileURLToPath } from "node:url";

/** Node's loader waits here for its own thread; V8 counts it as busy, and swarmprof shows it as waiting. */
const WAITING = new Set(["(idle)", "waitForWorker"]);

/** @returns key of a function → its share */
export function sharesOfCpuProf(files) {
  const selfUs = new Map();
  let totalUs = 0;
  for (const file of files) {
    const { nodes, samples, timeDeltas, startTime, endTime } = JSON.parse(readFileSync(file, "utf8"));
    const frames = new Map(nodes.map(({ id, callFrame }) => [id, callFrame]));
    let now = startTime;
    samples.forEach((id, i) => {
      now += timeDeltas[i];
      // A sample stands for the time up to the next one. Deltas can be negative, when samples come from two cores.
      const us = Math.max(0, timeDeltas[i + 1] ?? endTime - now);
      const { functionName, url, lineNumber } = frames.get(id);
      if (WAITING.has(functionName) || functionName === "(root)") return;
      const key = keyOf(functionName, url.startsWith("file:") ? fileURLToPath(url.split("?")[0]) : url, lineNumber + 1);
      selfUs.set(key, (selfUs.get(key) ?? 0) + us);
      totalUs += us;
    });
  }
  return new Map([...selfUs].map(([key, us]) => [key, (100 * us) / totalUs]));
}

/** @param cwd where the program ran: the document's paths are relative to it */
export function sharesOfDocument({ cpu }, cwd) {
  const isWaiting = (hotspot) => WAITING.has(hotspot.function);
  const waitedMs = cpu.hotspots.filter(isWaiting).reduce((sum, { selfMs }) => sum + selfMs, 0);
  const totalMs = cpu.cpuMs - waitedMs;
  const shares = new Map();
  for (const hotspot of cpu.hotspots) {
    if (isWaiting(hotspot)) continue;
    const { file, line, selfMs } = hotspot;
    const place = file === "" || file.startsWith("node:") || file.includes("://") ? file : resolve(cwd, file);
    const key = keyOf(hotspot.function, place, line ?? 0);
    shares.set(key, (shares.get(key) ?? 0) + (100 * selfMs) / totalMs);
  }
  return shares;
}

/** Name, file and line; of TypeScript without the line, as cpu-prof has that of the compiled code and swarmprof its own. */
function keyOf(name, file, line) {
  const isTypeScript = [".ts", ".mts", ".cts"].includes(extname(file));
  return `${name === "(anonymous)" ? "" : name} ${file}${isTypeScript ? "" : `:${line}`}`;
}
