// Makes the report of a recorded run in a process of its own, and prints what that took:
//   node report-in-child.mjs <package folder> <run directory> <folder for reports>
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { pathToFileURL } from "node:url";

const [packageDir, runDir, reportsFolder] = process.argv.slice(2);
const load = (file) => import(pathToFileURL(join(packageDir, "dist", file)).href);

const { reportRun } = await load("verbs/report-run.js");
const started = performance.now();
const { document } = reportRun(runDir, reportsFolder);
const ms = performance.now() - started;
const peakMb = peakBytes() / 1e6;
console.log(JSON.stringify({ ms, peakMb, report: document.report, nodes: await countNodes() }));

/** Not maxRSS where it can be helped: on Linux it starts with the memory of the process that forked this one. */
function peakBytes() {
  try {
    const [, kb] = /^VmHWM:\s+(\d+) kB$/m.exec(readFileSync("/proc/self/status", "utf8"));
    return Number(kb) * 1024;
  } catch {
    return process.resourceUsage().maxRSS * 1024;
  }
}

/** After the measurement, as the report doesn't say it. */
async function countNodes() {
  const [{ readRun }, { analyseRun }, { parseCpuProfile }] = await Promise.all(
    ["run/read-run.js", "analysis/analyse-run.js", "formats/cpuprofile.js"].map(load),
  );
  const read = {
    cpuProfile: (file) => parseCpuProfile(readFileSync(file, "utf8"), file),
    heapProfile: () => undefined,
    slices: () => undefined,
  };
  const probe = pathToFileURL(join(packageDir, "dist/assets/preload.cjs")).href;
  return analyseRun(readRun(runDir), read, probe).tree.parent.length;
}
