// A report's data of a swarm that was never run, of any size: who runs drifts over the agents, and all of them call into
// one tree of functions. Of the same size it is always the same.
const ROLES = ["Planner", "Coder", "Reviewer", "Tester", "Researcher", "Writer", "Judge", "Router", "Scout", "Critic"];
const FUNCTIONS = 2_000;
const LENGTH_MS = 60_000;
const SNAPSHOTS_MS = [5_000, 20_000, 35_000, 50_000, 59_900];
const DEEPEST = 30;

export function madeUpRun({ agents: count, samples: length, nodes }) {
  const random = generator();
  const { parent, frame } = tree(nodes, random);
  const samples = drawn(length, count, nodes, random);
  const ran = timesOf(samples, count);
  const agents = Array.from({ length: count }, (_, i) => agentView(i, ran, random));
  const owned = (atMs) =>
    agents.reduce((sum, { heldAt }) => sum + (heldAt.find((one) => one.atMs === atMs)?.ownBytes ?? 0), 0);
  return {
    schema: "swarmprof/report@1",
    verb: "cpu",
    bench: "made-up",
    runId: "made-up",
    startedAt: "2026-01-01T00:00:00.000Z",
    command: "swarmprof cpu --mem made-up",
    headline: "A swarm that was never run",
    facts: [],
    findings: [],
    environment: [],
    honesty: [],
    code: { frames: frames(), tree: { parent, frame } },
    cpu: {
      intervalUs: 1_000,
      totalCpuMs: ran.totalMs,
      threads: [thread(ran.totalMs, length)],
      hotspots: [],
      packages: [],
      samples: [samples],
    },
    agents: {
      rankedBy: "peak",
      agents,
      cpu: [],
      heaps: SNAPSHOTS_MS.map((atMs) => heap(atMs, owned(atMs))),
      unknown: [],
    },
  };
}

/** xorshift32 */
function generator() {
  let state = 2_463_534_242;
  return () => {
    state ^= state << 13;
    state ^= state >>> 17;
    state ^= state << 5;
    return (state >>> 0) / 2 ** 32;
  };
}

function frames() {
  const root = { name: "(root)", file: "", line: 0, column: 0, kind: "program", package: "", deopt: "" };
  const others = Array.from({ length: FUNCTIONS }, (_, i) => {
    const isPackage = i % 5 === 0;
    const place = { file: `src/part${i % 40}.ts`, line: i + 1, column: 3, deopt: "" };
    return {
      name: `step${i}`,
      ...place,
      kind: isPackage ? "package" : "own",
      package: isPackage ? `pkg-${i % 12}` : "",
    };
  });
  return [root, ...others];
}

function tree(nodes, random) {
  const parent = new Uint32Array(nodes);
  const frame = new Uint32Array(nodes);
  const open = [0];
  for (let i = 1; i < nodes; i++) {
    const depth = random() < 0.55 ? open.length : 1 + Math.floor(random() * open.length);
    open.length = Math.min(depth, DEEPEST);
    parent[i] = open.at(-1);
    frame[i] = 1 + Math.floor(random() * random() * FUNCTIONS);
    open.push(i);
  }
  return { parent, frame };
}

function drawn(length, agents, nodes, random) {
  const everyUs = Math.round((LENGTH_MS * 1000) / length);
  const wallUs = new Uint32Array(length).fill(everyUs);
  const cpuUs = wallUs.map((us) => (random() < 0.9 ? us : 0));
  const node = wallUs.map(() => 1 + Math.floor(random() * (nodes - 1)));
  let now = 0;
  const agent = wallUs.map((_, i) => {
    const drift = (i / length) * agents + (random() + random() - 1) * agents * 0.25;
    if (random() < 0.4) now = random() < 0.1 ? 0 : 1 + (Math.floor(Math.abs(drift)) % agents);
    return now;
  });
  return { startUs: 0, wallUs, cpuUs, node, agent };
}

function timesOf({ wallUs, cpuUs, agent }, agents) {
  const ran = {
    cpuMs: new Float64Array(agents + 1),
    fromMs: new Float64Array(agents + 1).fill(-1),
    toMs: new Float64Array(agents + 1),
    slices: new Uint32Array(agents + 1),
    totalMs: 0,
  };
  let atMs = 0;
  agent.forEach((who, i) => {
    ran.cpuMs[who] += cpuUs[i] / 1000;
    ran.totalMs += cpuUs[i] / 1000;
    if (ran.fromMs[who] < 0) ran.fromMs[who] = atMs;
    atMs += wallUs[i] / 1000;
    ran.toMs[who] = atMs;
    if (who !== agent[i - 1]) ran.slices[who]++;
  });
  return ran;
}

function agentView(i, ran, random) {
  const role = ROLES[i % ROLES.length];
  const peakBytes = Math.round(2e4 + random() ** 6 * 3e6);
  const hasRun = ran.fromMs[i + 1] >= 0;
  return {
    id: `${role.toLowerCase()}-${i + 1}`,
    model: "object",
    role,
    parent: "",
    threads: ["main"],
    fromMs: hasRun ? ran.fromMs[i + 1] : null,
    toMs: hasRun ? ran.toMs[i + 1] : null,
    cpuMs: ran.cpuMs[i + 1],
    cpuPercent: (100 * ran.cpuMs[i + 1]) / ran.totalMs,
    waitMs: null,
    peakBytes,
    retainedBytes: Math.round(peakBytes * random()),
    sharedBytes: Math.round(peakBytes * 0.2),
    allocatedBytes: peakBytes * 7,
    slices: ran.slices[i + 1],
    cpuMethod: "made up",
    memoryMethod: "made up",
    holdsMost: `${i} Message: ${role}.history → Array → Message`,
    heldAt: SNAPSHOTS_MS.filter((atMs) => hasRun && ran.fromMs[i + 1] < atMs).map((atMs) => {
      return { atMs, ownBytes: Math.round(peakBytes * random()), sharedBytes: 0 };
    }),
  };
}

function thread(cpuMs, samples) {
  const times = { osCpuMs: cpuMs, cpuMs, waitMs: 0, runDelayMs: 0, startMs: 0, endMs: LENGTH_MS };
  return { label: "main", pid: 1, thread: "main", ...times, samples };
}

function heap(atMs, ownBytes) {
  const parts = { ownBytes, sharedBytes: ownBytes / 5, globalBytes: ownBytes / 3, unreachableBytes: 0, probeBytes: 0 };
  const totalBytes = Object.values(parts).reduce((sum, bytes) => sum + bytes, 0);
  return { thread: "main", atMs, reason: "regular", totalBytes, ...parts };
}
