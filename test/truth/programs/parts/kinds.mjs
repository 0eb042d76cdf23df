// Kinds of memory in chunks of about 1 MiB. What a chunk takes follows from how V8 lays it out, in words of 8 bytes: Node
// has no pointer compression. A chunk leaves no garbage, and all of its pages are written to.
import { zeros } from "./zeros.cjs";

const MIB = 2 ** 20;
const WORD = 8;

/** A JSArray (map, properties, elements, length), and the header of its elements (map, length). */
const ARRAY_BYTES = 4 * WORD + 2 * WORD;
const OBJECT_BYTES = (3 + 5) * WORD;
const STRING_BYTES = 4096;
const STRING_HEADER_BYTES = 2 * WORD;
/** The closure has 7 or 8 words, by version, its context 4 and one a variable. */
const CLOSURES = 8192;
const ENTRIES = 64;
const COLLECTIONS = 512;

const OBJECTS = chunkOf(OBJECT_BYTES);
const STRINGS = chunkOf(STRING_BYTES);

/** name → `{ make, heapBytes, externalBytes }` of a chunk; a figure that depends on the version of V8 is undefined */
export const KINDS = {
  objects: { make: objects, heapBytes: ARRAY_BYTES + OBJECTS * (OBJECT_BYTES + WORD), externalBytes: 0 },
  arrays: { make: arrays, heapBytes: MIB, externalBytes: 0 },
  strings: { make: strings, heapBytes: ARRAY_BYTES + STRINGS * (STRING_BYTES + WORD), externalBytes: 0 },
  closures: { make: closures, heapBytes: undefined, externalBytes: 0 },
  maps: { make: maps, heapBytes: undefined, externalBytes: 0 },
  sets: { make: sets, heapBytes: undefined, externalBytes: 0 },
  buffers: { make: () => Buffer.alloc(MIB, 1), heapBytes: undefined, externalBytes: MIB },
  arraybuffers: { make: arrayBuffers, heapBytes: undefined, externalBytes: MIB },
  typed: { make: () => new Float64Array(MIB / 8).fill(0.5), heapBytes: undefined, externalBytes: MIB },
  // Node 26 counts it nowhere but in the resident set.
  wasm: { make: wasm, heapBytes: undefined, externalBytes: undefined },
};

function chunkOf(bytes) {
  return Math.floor((MIB - ARRAY_BYTES) / (bytes + WORD));
}

function objects() {
  const chunk = zeros(OBJECTS);
  for (let i = 0; i < OBJECTS; i++) chunk[i] = { id: i, x: 1, y: 2, z: 3, w: 4 };
  return chunk;
}

function arrays() {
  return zeros((MIB - ARRAY_BYTES) / WORD);
}

const letters = Buffer.alloc(STRING_BYTES - STRING_HEADER_BYTES, "a");
let made = 0;

/** Short enough to stay in V8's heap, each of them different. */
function strings() {
  const chunk = zeros(STRINGS);
  for (let i = 0; i < STRINGS; i++) {
    letters.writeUInt32LE(made++ & 0x7f_7f_7f_7f);
    chunk[i] = letters.latin1Slice();
  }
  return chunk;
}

function closures() {
  const chunk = zeros(CLOSURES);
  for (let i = 0; i < CLOSURES; i++) chunk[i] = closure(i, 1, 2, 3);
  return chunk;
}

function closure(a, b, c, d) {
  return () => a + b + c + d;
}

function maps() {
  const chunk = zeros(COLLECTIONS);
  for (let i = 0; i < COLLECTIONS; i++) {
    const map = new Map();
    for (let key = 0; key < ENTRIES; key++) map.set(key, i);
    chunk[i] = map;
  }
  return chunk;
}

function sets() {
  const chunk = zeros(COLLECTIONS);
  for (let i = 0; i < COLLECTIONS; i++) {
    const set = new Set();
    for (let key = 0; key < ENTRIES; key++) set.add(key);
    chunk[i] = set;
  }
  return chunk;
}

function arrayBuffers() {
  const buffer = new ArrayBuffer(MIB);
  new Uint8Array(buffer).fill(1);
  return buffer;
}

function wasm() {
  const pages = MIB / 65_536;
  const memory = new WebAssembly.Memory({ initial: pages, maximum: pages });
  new Uint8Array(memory.buffer).fill(1);
  return memory;
}
