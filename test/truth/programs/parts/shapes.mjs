// What memory does from iteration to iteration. A shape is a function that is called once an iteration, before or after the
// work; `bytes` is what it is told to leave behind.
import { EventEmitter } from "node:events";
import { askLeakyWorker } from "./leaky-worker.mjs";
import { leak } from "./leak.mjs";
import { zeros } from "./zeros.cjs";

const MADE_UP_TEXT = Buffer.alloc(4_000, "x");
let texts = 0;

/** Each of them another string, in V8's heap: 16 bytes of header, and the letters. */
function text(length) {
  MADE_UP_TEXT.writeUInt32LE(texts++ & 0x7f_7f_7f_7f);
  return MADE_UP_TEXT.latin1Slice(0, length);
}

const kept = { cache: new Map(), saw: [], inboxes: new Map(), history: [], head: undefined, bus: new EventEmitter() };
kept.bus.setMaxListeners(0);

/** name → function of the bytes and the number of the iteration, from 0 */
export const SHAPES = {
  plain: (bytes) => leak(bytes),

  /** A cache that is full after 15 iterations: about 160 KB each. */
  cache(bytes, iteration) {
    for (let i = 0; i < 40; i++) remember(`${iteration % 15}-${i}`, Number.POSITIVE_INFINITY);
    leak(bytes);
  },

  /** A least-recently-used cache, about 40 KB an iteration, that is full after two thirds of 60 iterations. */
  late(bytes, iteration) {
    for (let i = 0; i < 10; i++) remember(`${iteration}-${i}`, 400);
    leak(bytes);
  },

  /** A cache of 400 possible keys, of which 20 are asked for by chance: full to 63 % after 20 iterations, 95 % after 60. */
  levelling(bytes) {
    for (let i = 0; i < 20; i++) remember(Math.floor(chance() * 400), Number.POSITIVE_INFINITY);
    leak(bytes);
  },

  /** Ever fewer new keys: growth that falls as one over the number of iterations, and never quite ends. */
  settling(bytes, iteration) {
    const keys = (n) => Math.floor(200 * Math.log(n));
    for (let key = keys(iteration + 1); key < keys(iteration + 2); key++) remember(key, Number.POSITIVE_INFINITY);
    leak(bytes);
  },

  /** A batch that is flushed every 10 iterations. */
  sawtooth(bytes) {
    kept.saw.push(text(4_000), text(4_000), text(4_000), text(4_000), text(4_000));
    if (kept.saw.length > 45) kept.saw = [];
    leak(bytes);
  },

  /** 200 agents, each with an inbox of at most 8 messages of any length: a level that goes up and down by chance. */
  noisy(bytes) {
    for (let id = 0; id < 200; id++) {
      const inbox = kept.inboxes.get(id) ?? [];
      inbox.push(text(1 + Math.floor(chance() * 200)));
      if (inbox.length > 8 || chance() < 0.05) inbox.splice(0, 4);
      kept.inboxes.set(id, inbox);
    }
    leak(bytes);
  },

  /** 2 MB more from iteration 30 on, once. */
  step(bytes, iteration) {
    if (iteration === 30) kept.head = zeros(250_000);
    leak(bytes);
  },

  /** 4 MB at the start, of which a piece goes with each iteration. */
  shrinking(bytes, iteration) {
    if (iteration === 0) for (let i = 0; i < 1_000; i++) kept.history.push(text(4_000));
    kept.history.splice(0, 12);
    leak(bytes);
  },

  /** Nothing in the first half of 60 iterations. */
  "from the middle": (bytes, iteration) => leak(iteration < 30 ? 0 : bytes),

  /** All of it in every 10th iteration. */
  bursts: (bytes, iteration) => leak(iteration % 10 === 9 ? bytes * 10 : 0),

  /** In another isolate. */
  worker: (bytes) => askLeakyWorker(bytes),

  /** Outside V8's heap: as external memory, and where even that is not counted, as resident memory alone. */
  buffers(bytes) {
    kept.head = { next: kept.head, buffer: Buffer.alloc(bytes, 1) };
  },
  wasm(bytes) {
    const memory = new WebAssembly.Memory({ initial: bytes / 65_536, maximum: bytes / 65_536 });
    new Uint8Array(memory.buffer).fill(1);
    kept.head = { next: kept.head, memory };
  },

  /** What is forgotten in agents: 8 an iteration, each with its share of the bytes as payload. */
  timers(bytes) {
    for (const payload of payloads(bytes)) setInterval(() => payload, 1_000_000_000).unref();
  },
  listeners(bytes) {
    for (const payload of payloads(bytes)) kept.bus.on("message", () => payload);
  },
  promises(bytes) {
    for (const payload of payloads(bytes)) void answerTo(payload);
  },
  /** A conversation, copied into each call's context as a prompt, of which the messages stay. */
  history(bytes) {
    kept.history.push({ role: "user", content: text(bytes >> 1) }, { role: "assistant", content: text(bytes >> 1) });
  },
};

function remember(key, limit) {
  const known = kept.cache.get(key);
  kept.cache.delete(key);
  kept.cache.set(key, known ?? text(3_900));
  if (kept.cache.size > limit) kept.cache.delete(kept.cache.keys().next().value);
}

function payloads(bytes) {
  return Array.from({ length: 8 }, () => zeros(bytes / 64));
}

/** Waits for what never comes, and is kept by what it waits for. */
async function answerTo(payload) {
  await new Promise((resolve) => {
    kept.head = { next: kept.head, resolve };
  });
  return payload;
}

let seed = 1;

function chance() {
  seed = (Math.imul(seed, 1_664_525) + 1_013_904_223) >>> 0;
  return seed / 2 ** 32;
}
