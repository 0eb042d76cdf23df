// Functions that allocate a known number of bytes in V8's heap, all of which become garbage. Words of 8 bytes. Most of it
// is allocated by V8's built-ins: what a literal takes depends on whether its code has been optimised. What is made goes
// through `sink`, as V8 does not allocate what it can see nobody reads.
import { zeros } from "./zeros.cjs";

const WORD = 8;
const ARRAY_BYTES = (4 + 2) * WORD;
const OBJECT_BYTES = (3 + 5) * WORD;
const STRING_HEADER_BYTES = 2 * WORD;
const LETTERS = Buffer.alloc(1024, "a");
const NUMBERS = zeros(150);
const OBJECT = '{"id":1,"x":1,"y":2,"z":3,"w":4}';

export let sink;

/** name → `{ run, heapBytes }`; what depends on V8's version is undefined */
export const ALLOCATIONS = {
  none: { run: () => undefined, heapBytes: 0 },
  few: { run: () => objects(16), heapBytes: 16 * OBJECT_BYTES },
  objects: { run: () => objects(160), heapBytes: 160 * OBJECT_BYTES },
  arrays: { run: () => arrays(48), heapBytes: 48 * (ARRAY_BYTES + NUMBERS.length * WORD) },
  strings: { run: () => strings(240, 240), heapBytes: 240 * (240 + STRING_HEADER_BYTES) },
  mixed: {
    run() {
      arrays(24);
      strings(120, 240);
    },
    heapBytes: 24 * (ARRAY_BYTES + NUMBERS.length * WORD) + 120 * (240 + STRING_HEADER_BYTES),
  },
  /** Too large for a page: V8 keeps such ones apart. */
  large: { run: () => newArray(131_066), heapBytes: 2 ** 20 },
  /** More than the young generation holds in the beginning, so that garbage is collected in the middle of it. */
  much: { run: () => strings(40_000, 240), heapBytes: 40_000 * (240 + STRING_HEADER_BYTES) },
  /** Almost all of it outside V8's heap. */
  buffers: { run: () => buffers(4), heapBytes: undefined },
  literals: { run: () => literals(400), heapBytes: undefined },
  json: { run: json, heapBytes: undefined },
  awaits: { run: awaits, heapBytes: undefined },
};

function objects(count) {
  for (let i = 0; i < count; i++) sink = JSON.parse(OBJECT);
}

function arrays(count) {
  for (let i = 0; i < count; i++) sink = NUMBERS.slice();
}

function strings(count, length) {
  for (let i = 0; i < count; i++) {
    LETTERS.writeUInt32LE(i & 0x7f_7f_7f_7f);
    sink = LETTERS.latin1Slice(0, length);
  }
}

function newArray(length) {
  sink = zeros(length);
}

function buffers(count) {
  for (let i = 0; i < count; i++) sink = Buffer.alloc(65_536, 1);
}

function literals(count) {
  for (let i = 0; i < count; i++) sink = { id: i, x: 1, y: 2, z: 3, w: 4 };
}

function json() {
  const rows = Array.from({ length: 100 }, (_, id) => ({ id, name: "agent", scores: [id, 1, 2, 3] }));
  sink = JSON.parse(JSON.stringify(rows));
}

async function awaits() {
  for (let i = 0; i < 200; i++) sink = await step(i);
}

async function step(i) {
  return { i };
}
