// A swarm whose heap is written as snapshots: heap-swarm.cjs <agents> <messages of each> <file> [file after more work]
const { EventEmitter } = require("node:events");
const v8 = require("node:v8");

const [agentCount, messageCount] = process.argv.slice(2, 4).map(Number);
const [file, laterFile] = process.argv.slice(4);
let seed = 12345;
const random = () => {
  seed = (Math.imul(seed, 1103515245) + 12345) & 0x7fffffff;
  return seed / 0x7fffffff;
};
const below = (limit) => Math.floor(random() * limit);
const WORDS =
  'plan search fetch read write the of and to agent tool result file error token memory model step "quoted" new\nline tab\t unicodé 日本'.split(
    " ",
  );
const text = (count) =>
  Buffer.from(Array.from({ length: count }, () => WORDS[below(WORDS.length)]).join(" ")).toString();

class Tool {
  constructor(name, run) {
    this.name = name;
    this.work = run;
    this.schema = { type: "object", properties: { q: { type: "string" }, n: { type: "number" } } };
  }
  run(x) {
    return this.work(x);
  }
}

class Message {
  constructor(role, content, parent) {
    this.role = role;
    this.content = content;
    this.at = new Date(1.7e12 + below(1e9));
    this.tokens = below(4000) + random();
    this.parent = parent;
    this.toolCalls = null;
  }
  get length() {
    return this.content.length;
  }
}

class MemoryItem {
  constructor(content, agent) {
    this.content = content;
    this.vector = new Float32Array(8 + below(24));
    this.score = random();
    this.owner = agent;
  }
  get length() {
    return this.content.length;
  }
}

const privates = new WeakMap();

class Agent extends EventEmitter {
  #secret = { key: `k${below(1e9)}`, n: random() };
  constructor(id, parent, tools) {
    super();
    this.id = `agent-${id}`;
    this.parent = parent;
    this.children = [];
    this.tools = tools;
    this.history = [];
    this.memory = new Map();
    this.tags = new Set();
    this.config = { model: `m${below(5)}`, temperature: random(), limits: { tokens: 1e5 + id, steps: below(50) } };
    this.scratch = Buffer.allocUnsafeSlow(256 + below(4096));
    this.pending = [];
    this.callbacks = [];
    this.setMaxListeners(0);
    this.on("message", (message) => {
      this.last = message;
    });
    if (parent) {
      parent.children.push(this);
      parent.on("stop", () => this.emit("stop"));
    }
    privates.set(this, { created: new Date(), trace: [`a${id}`, { depth: below(9), secret: this.#secret.n }] });
  }

  step(round) {
    const message = new Message(
      round % 2 ? "assistant" : "user",
      text(3 + below(random() < 0.1 ? 120 : 18)),
      this.history.at(-1),
    );
    if (random() < 0.4) message.toolCalls = Array.from({ length: 1 + below(2) }, () => this.toolCall());
    this.history.push(message);
    if (random() < 0.3) {
      const key = `memory:${this.id}:${round}`;
      this.memory.set(key, new MemoryItem(message.content, this));
      this.tags.add(key);
    }
    if (random() < 0.25) {
      const pending = Promise.withResolvers?.() ?? deferred();
      pending.promise.then((value) => (this.last = value));
      this.pending.push({ pending, since: round });
    }
    if (random() < 0.25) this.callbacks.push(() => message.length + this.history.length);
    this.emit("message", message);
  }

  toolCall() {
    const { name } = this.tools[below(this.tools.length)];
    const args = {
      q: text(2),
      n: below(1e6),
      options: { deep: random() > 0.5, list: [1, 2, below(100), `x${below(1000)}`] },
    };
    return { name, args, result: { ok: true, ms: random() * 100, body: text(4) } };
  }
}

class PlannerAgent extends Agent {
  plan = { goal: text(6), steps: Array.from({ length: 5 }, (_, i) => ({ i, done: false, note: text(3) })) };
}

class WorkerAgent extends Agent {
  queue = Array.from({ length: 16 }, (_, i) => (i % 3 === 0 ? { job: i, at: random() } : null));
}

function deferred() {
  let resolve;
  const promise = new Promise((done) => (resolve = done));
  return { promise, resolve };
}

const tools = Array.from({ length: 20 }, (_, i) => new Tool(`tool${i}`, (x) => x + i));
const swarm = { agents: [], byId: new Map(), bus: new EventEmitter(), log: [] };
swarm.bus.setMaxListeners(0);
globalThis.swarm = swarm;
globalThis.privates = privates;
for (let i = 0; i < agentCount; i++) {
  const Kind = i % 8 === 0 ? PlannerAgent : i % 8 === 7 ? Agent : WorkerAgent;
  const agent = new Kind(i, i > 0 ? swarm.agents[below(Math.min(i, 64))] : null, tools);
  swarm.agents.push(agent);
  swarm.byId.set(agent.id, agent);
  swarm.bus.on("tick", agent.step.bind(agent));
}
const rounds = (count, first) => {
  for (let round = first; round < first + count; round++) {
    for (const agent of swarm.agents) {
      agent.step(round);
      if (random() < 0.05) swarm.log.push({ round, agent, message: agent.history.at(-1) });
    }
  }
};
rounds(messageCount, 0);
v8.writeHeapSnapshot(file);
if (laterFile !== undefined) {
  for (let round = 0; round < messageCount * 5; round++) swarm.agents[3].step(1000 + round);
  rounds(3, 5000);
  v8.writeHeapSnapshot(laterFile);
}
