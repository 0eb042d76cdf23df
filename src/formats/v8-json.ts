/** What V8's profile formats share: call frames, and JSON whose fields are checked where they are read. */
import { type RawFrame, TIERS } from "../run/cpu-profile.ts";

/** Lines and columns become 1-based. */
export function decodeFrame(
  frame: Readonly<Record<string, unknown>>,
  { deoptReason, tier }: { readonly deoptReason?: unknown; readonly tier?: unknown } = {},
): RawFrame {
  const known = TIERS.find((name) => name === tier);
  const { functionName, url, lineNumber, columnNumber } = frame;
  return {
    name: typeof functionName === "string" ? functionName : "",
    url: typeof url === "string" ? url : "",
    line: typeof lineNumber === "number" ? lineNumber + 1 : 0,
    column: typeof columnNumber === "number" ? columnNumber + 1 : 0,
    deopt: typeof deoptReason === "string" && deoptReason !== "no reason" ? deoptReason : "",
    ...(known === undefined ? {} : { tier: known }),
  };
}

export function object(value: unknown, what: string): Readonly<Record<string, unknown>> {
  if (typeof value !== "object" || value === null) throw new Error(`${what} is no object`);
  return value as Readonly<Record<string, unknown>>;
}

export function array(value: unknown, what: string): readonly unknown[] {
  if (!Array.isArray(value)) throw new Error(`${what} is no list`);
  return value;
}

export function number(value: unknown, what: string): number {
  if (typeof value !== "number" || !Number.isFinite(value)) throw new Error(`${what} is no number`);
  return value;
}
