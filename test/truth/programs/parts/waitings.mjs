// Ways in which an agent waits, so that what its suspended functions hold hangs on something else each time. What they wait
// on is the program's own, and no agent's.
import { EventEmitter, on, once } from "node:events";
import { Readable } from "node:stream";
import { MessageChannel } from "node:worker_threads";

const emitter = new EventEmitter().setMaxListeners(0);
const queue = [];
let number = 0;

/** name → a function that resolves after some ms */
export const WAITINGS = {
  promise: (ms) => {
    const { promise, resolve } = withResolvers();
    later(ms, resolve);
    return promise;
  },
  timer: (ms) => new Promise((resolve) => setTimeout(resolve, ms)),
  thenable: async (ms) => {
    // oxlint-disable-next-line typescript/await-thenable -- it has a type no more
    await thenable(ms);
  },
  stream: async (ms) => {
    const stream = new Readable({ objectMode: true, read() {} });
    later(ms, () => {
      stream.push(1);
      stream.push(null);
    });
    for await (const _ of stream);
  },
  emitter: async (ms) => {
    const name = `event ${number++}`;
    later(ms, () => emitter.emit(name));
    await once(emitter, name);
  },
  events: async (ms) => {
    const name = `event ${number++}`;
    later(ms, () => emitter.emit(name));
    for await (const _ of on(emitter, name)) break;
  },
  queue: (ms) =>
    new Promise((resolve) => {
      queue.push(resolve);
      later(ms, () => queue.splice(queue.indexOf(resolve), 1)[0]());
    }),
  generator: async (ms) => {
    for await (const _ of ticks(ms));
  },
  port: async (ms) => {
    const { port1, port2 } = new MessageChannel();
    // oxlint-disable-next-line unicorn/require-post-message-target-origin -- threads have no origin
    later(ms, () => port2.postMessage("go"));
    await once(port1, "message");
    port1.close();
  },
};

function thenable(ms) {
  // oxlint-disable-next-line unicorn/no-thenable -- it is one of the ways
  return { then: (resolve) => later(ms, () => resolve()) };
}

async function* ticks(ms) {
  await WAITINGS.timer(ms / 2);
  yield 1;
  await WAITINGS.timer(ms / 2);
}

const due = [];
/** Made by nobody, so that whoever answers is no agent. */
setInterval(() => {
  const now = performance.now();
  for (const entry of due.filter(({ atMs }) => atMs <= now)) {
    due.splice(due.indexOf(entry), 1);
    entry.action();
  }
}, 5).unref();

function later(ms, action) {
  due.push({ atMs: performance.now() + ms, action });
}

function withResolvers() {
  let resolve;
  const promise = new Promise((done) => (resolve = done));
  return { promise, resolve };
}
