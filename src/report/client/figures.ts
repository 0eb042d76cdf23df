import { bytesText, digitsOfBytes, digitsOfMs, durationText, grouped } from "../quantity.ts";
import { isTime, type Scope } from "./scope.ts";

/** What the figures of the page are, and how they are written. */
export interface Figures {
  /** In running text. */
  readonly words: string;
  /** What the shares are shares of. */
  readonly whole: string;
  /** Head of a column. */
  readonly unit: string;
  /** In a column. */
  digits(value: number): string;
  /** In running text. */
  text(value: number): string;
  /** With what it is. */
  sum(value: number): string;
}

export function figuresOf({ weight, count }: Pick<Scope, "weight" | "count">): Figures {
  if (isTime(weight)) return TIMES[weight];
  if (count === "bytes") return weight === "live" ? LIVE_BYTES : ALLOCATED_BYTES;
  return weight === "live" ? LIVE_OBJECTS : ALLOCATED_OBJECTS;
}

const TIMES = { cpu: timed("CPU time"), wall: timed("wall time"), samples: counted("samples", 1000) } as const;
const LIVE_BYTES = sized("live memory");
const ALLOCATED_BYTES = sized("memory allocated");
const LIVE_OBJECTS = counted("live objects", 1, "objects");
const ALLOCATED_OBJECTS = counted("objects allocated", 1, "objects");

function timed(words: string): Figures {
  const text = (us: number): string => durationText(us / 1000);
  const digits = (us: number): string => digitsOfMs(us / 1000);
  return { words, whole: "time", unit: "ms", digits, text, sum: (us) => `${text(us)} ${words}` };
}

function sized(words: string): Figures {
  const sum = (bytes: number): string => `${bytesText(bytes)} ${words}`;
  return { words, whole: "memory", unit: "MB", digits: digitsOfBytes, text: bytesText, sum };
}

/** @param each how much one counts */
function counted(words: string, each: number, unit = words): Figures {
  const digits = (count: number): string => grouped(Math.round(count / each));
  const text = (count: number): string => `${digits(count)} ${unit}`;
  return { words, whole: unit, unit, digits, text, sum: (count) => `${digits(count)} ${words}` };
}
