// What an agent holds, in units of some 20 KB, of every kind that a heap has. What a unit takes is asked of measure.mjs.
import { zeros } from "./zeros.cjs";

export const UNIT_BYTES = 20_000;
const PIECE_BYTES = 1_000;
/** The shortest that V8 leaves outside of its heap, when Node makes it of a Buffer. */
const EXTERNAL_BYTES = 1_100_000;

class Notes {
  #pages = doubles(UNIT_BYTES);
  get pages() {
    return this.#pages.length;
  }
}

export const AGENT_UNITS = {
  arrays: () => doubles(UNIT_BYTES),
  objects,
  strings: () => pieces(UNIT_BYTES / PIECE_BYTES, () => text(PIECE_BYTES)),
  buffers: () => Buffer.alloc(UNIT_BYTES, 1),
  typed: () => new Float64Array(UNIT_BYTES / 8).fill(0.5),
  maps,
  sets,
  closures: () => pieces(200, (i) => closure(i, i + 1)),
  private: () => new Notes(),
  "long strings": () => text(EXTERNAL_BYTES),
};

/** @returns numbers of 8 bytes each, `bytes` in all */
export function doubles(bytes) {
  const array = zeros(Math.round((bytes - 48) / 8));
  return array.fill(0.5);
}

// Small integers alone, since V8 gives other numbers objects of their own, when it sees fit.
function objects() {
  const held = zeros(300);
  for (let i = 0; i < 300; i++) held[i] = { id: i, x: 1, y: 2 };
  return held;
}

function maps() {
  const map = new Map();
  for (let i = 0; i < 600; i++) map.set(i, i);
  return map;
}

function sets() {
  const set = new Set();
  for (let i = 0; i < 600; i++) set.add(i);
  return set;
}

function pieces(count, make) {
  const held = zeros(count);
  for (let i = 0; i < count; i++) held[i] = make(i);
  return held;
}

let made = 0;

/** Each of them different. */
function text(length) {
  const letters = Buffer.alloc(length, "a");
  letters.writeUInt32LE(made++ & 0x7f_7f_7f_7f);
  return letters.latin1Slice();
}

function closure(a, b) {
  return () => a + b;
}
