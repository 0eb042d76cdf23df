// A leak of an exact number of bytes: one more node of a linked list, so that no table grows by leaps.
import { zeros } from "./zeros.cjs";

const WORD = 8;
/** The node has 3 words of header and 2 fields, the array 4 words and, in front of its elements, 2 more. */
const OVERHEAD = (3 + 2 + 4 + 2) * WORD;
const SMALL = 64;

let leaked;

/** @param bytes 0, 64, or a multiple of 8 from 88 on */
export function leak(bytes) {
  if (bytes === 0) return;
  leaked = bytes === SMALL ? smallNode(leaked) : { next: leaked, payload: zeros((bytes - OVERHEAD) / WORD) };
}

function smallNode(next) {
  return { next, a: 0, b: 0, c: 0, d: 0 };
}
