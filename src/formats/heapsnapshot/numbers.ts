import type { ByteWindow } from "./byte-window.ts";
import { expect, take } from "./json-walk.ts";

/** A list of numbers whose length nobody tells. */
export function readNumbers(window: ByteWindow, within: string): Uint32Array {
  let numbers = new Uint32Array(1 << 12);
  let count = 0;
  expect(window, "[", within);
  while (!take(window, "]")) {
    if (window.end - window.at < MOST_DIGITS) window.fill();
    const { bytes } = window;
    let { at } = window;
    let value = 0;
    for (let byte = bytes[at] as number; byte >= 48 && byte < 58; byte = bytes[++at] as number) {
      value = (Math.imul(value, 10) + byte - 48) | 0;
    }
    if (at === window.at) expect(window, "]", within);
    window.at = at;
    if (count === numbers.length) numbers = grown(numbers);
    numbers[count++] = value;
    take(window, ",");
  }
  return numbers.subarray(0, count);
}

function grown(numbers: Uint32Array): Uint32Array<ArrayBuffer> {
  const more = new Uint32Array(numbers.length * 2);
  more.set(numbers);
  return more;
}

/** And the comma behind them. */
const MOST_DIGITS = 24;
