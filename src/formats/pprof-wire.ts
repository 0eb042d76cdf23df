/**
 * Whether bytes are a whole message of profile.proto, looked at field by field: a decoder that takes what is there would
 * give a part of a file that is cut off for all of it, and count for hours on a number that never ends.
 */

/** Fields that are messages, and those that are rows of numbers. */
interface Shape {
  readonly messages: Readonly<Record<number, Shape>>;
  readonly numbers: readonly number[];
}

const FLAT: Shape = { messages: {}, numbers: [] };
const PROFILE: Shape = {
  messages: {
    1: FLAT,
    2: { messages: { 3: FLAT }, numbers: [1, 2] },
    3: FLAT,
    4: { messages: { 4: FLAT }, numbers: [] },
    5: FLAT,
    11: FLAT,
  },
  numbers: [13],
};

/** @throws Error */
export function requireWholeProfile(bytes: Uint8Array): void {
  requireWhole(bytes, PROFILE);
}

const VARINT = 0;
const FIXED_64 = 1;
const LENGTH = 2;
const FIXED_32 = 5;
const LONGEST_VARINT = 10;

function requireWhole(bytes: Uint8Array, shape: Shape): void {
  let at = 0;
  while (at < bytes.length) {
    const tag = varint(bytes, at);
    const field = tag.value >>> 3;
    at = tag.end;
    switch (tag.value & 7) {
      case VARINT:
        at = varint(bytes, at).end;
        break;
      case FIXED_64:
        at += 8;
        break;
      case FIXED_32:
        at += 4;
        break;
      case LENGTH: {
        const { value, end } = varint(bytes, at);
        at = end + value;
        if (at > bytes.length) throw new Error("it is cut off");
        const inner = shape.messages[field];
        if (inner !== undefined) requireWhole(bytes.subarray(end, at), inner);
        else if (shape.numbers.includes(field)) for (let i = end; i < at; ) i = varint(bytes, i).end;
        break;
      }
      default:
        throw new Error("it is no profile of pprof, or damaged");
    }
  }
  if (at > bytes.length) throw new Error("it is cut off");
}

/** Its lowest 31 bits, which are enough for tags and lengths. */
function varint(bytes: Uint8Array, from: number): { readonly value: number; readonly end: number } {
  let value = 0;
  for (let i = 0; i < LONGEST_VARINT; i++) {
    const byte = bytes[from + i];
    if (byte === undefined) throw new Error("it is cut off");
    if (i < 4) value |= (byte & 0x7f) << (7 * i);
    else if (i === 4) value += (byte & 0x07) * 2 ** 28;
    if (byte < 0x80) return { value, end: from + i + 1 };
  }
  throw new Error("a number in it has no end");
}
