// Writes the run directory of a swarm that never ran, as large as wanted: agents in turns of 20 µs, with a CPU sample every
// 2 ms and the system's count every millisecond.
import { appendFileSync, mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";

const START_US = 5_000_000_000;
const SLICE_US = 20;
const SAMPLE_US = 2_000;
const CHUNK_US = 5_000_000;
const READING = 0xffff_ffff;
const FUNCTIONS = 400;

export function writeAgentsRun(dir, { agents, slices }) {
  const thread = join(dir, "1", "main");
  mkdirSync(thread, { recursive: true });
  const endUs = START_US + slices * SLICE_US;
  writeSlices(join(thread, "slices.bin"), agents, slices);
  writeLines(join(thread, "agents.ndjson"), agents, (i) => {
    return { index: i + 1, id: `planner-${i + 1}`, model: "context", parent: 0, role: "planner", t: START_US };
  });
  writeProfiles(thread, endUs);
  const readings = Math.floor((endUs - START_US) / 20_000);
  writeLines(join(thread, "timeline.ndjson"), readings, (i) => [START_US + i * 20_000, i * 20_000, 0]);
  const usage = { cpuUs: 0, runDelayUs: 0 };
  write(thread, "thread.json", { threadId: 0, tid: 1, startUs: START_US, usage });
  write(thread, "thread-end.json", {
    endUs,
    usage: { cpuUs: endUs - START_US, runDelayUs: 0 },
    cuts: 1,
    cutUs: 0,
    failedCuts: 0,
  });
  write(join(dir, "1"), "process.json", {
    pid: 1,
    ppid: 0,
    node: process.version,
    argv: ["node", "swarm.js"],
    cwd: "/",
    startUs: START_US,
    rssBytes: [0, 0],
  });
  write(dir, "run.json", {
    schema: 1,
    id: "20261124T000000Z-0000",
    verb: "cpu",
    bench: "swarm.js",
    command: ["swarmprof", "cpu", "swarm.js"],
    startedAt: "2026-11-24T00:00:00.000Z",
    startUs: START_US,
    cpu: { intervalUs: SAMPLE_US },
    agents: { classes: [] },
    status: "complete",
    environment: {
      node: process.version,
      v8: process.versions.v8,
      platform: "linux",
      arch: "x64",
      cpuModel: "",
      cpuCount: 1,
      memoryBytes: 0,
      swarmprof: "0.0.0",
    },
    target: { pid: 1, exitCode: 0, signal: null, wallMs: (endUs - START_US) / 1000, endUs },
  });
}

function writeSlices(file, agents, slices) {
  writeFileSync(file, Uint32Array.of(Math.floor(START_US / 2 ** 32), START_US >>> 0, 0, READING));
  const words = [];
  let seed = 1;
  let sinceReading = 0;
  for (let i = 0; i < slices; i++) {
    seed = (Math.imul(seed, 1_664_525) + 1_013_904_223) >>> 0;
    words.push(200, 1 + ((seed >>> 8) % agents), (SLICE_US - 2) * 100, 0);
    sinceReading += SLICE_US;
    if (sinceReading >= 1_000) {
      words.push(sinceReading * 100, READING);
      sinceReading = 0;
    }
    if (words.length > 1_000_000 || i === slices - 1) appendFileSync(file, Uint32Array.from(words.splice(0)));
  }
}

function writeProfiles(thread, endUs) {
  const frame = (name, i) => ({
    functionName: name,
    scriptId: "1",
    url: "file:///swarm.js",
    lineNumber: i,
    columnNumber: 0,
  });
  const nodes = Array.from({ length: FUNCTIONS }, (_, i) => ({
    id: i + 1,
    callFrame: frame(i === 0 ? "(root)" : `work${i}`, i),
    children: i === 0 ? Array.from({ length: FUNCTIONS - 1 }, (__, child) => child + 2) : [],
  }));
  let chunk = 1;
  for (let startTime = START_US; startTime < endUs; startTime += CHUNK_US) {
    const endTime = Math.min(endUs, startTime + CHUNK_US);
    const count = Math.floor((endTime - startTime) / SAMPLE_US);
    const samples = Array.from({ length: count }, (_, i) => 2 + ((i * 7 + chunk) % (FUNCTIONS - 1)));
    const timeDeltas = samples.map((_, i) => (i === 0 ? 7 : SAMPLE_US));
    const name = `cpu-${String(chunk++).padStart(4, "0")}.cpuprofile`;
    write(thread, name, { nodes, samples, timeDeltas, startTime, endTime });
  }
}

function writeLines(file, count, line) {
  writeFileSync(file, Array.from({ length: count }, (_, i) => `${JSON.stringify(line(i))}\n`).join(""));
}

function write(dir, name, value) {
  writeFileSync(join(dir, name), JSON.stringify(value));
}
