import type { HeapAllocations } from "../../run/heap-graph.ts";
import type { ByteWindow } from "./byte-window.ts";
import { fieldIndex, type Header } from "./header.ts";
import { expect, take } from "./json-walk.ts";
import { readNumbers } from "./numbers.ts";

/** Reads the functions that allocated while V8 kept account of that. V8 counts their lines and columns from 1, 0 is unknown. */
export function readTraceFunctions(window: ByteWindow, { traceFields }: Header): HeapAllocations["functions"] {
  const within = "its functions";
  const numbers = readNumbers(window, within);
  const width = Math.max(1, traceFields.length);
  const [nameAt, scriptAt, lineAt] = ["name", "script_name", "line"].map((field) => fieldIndex(traceFields, field)) as [
    number,
    number,
    number,
  ];
  const count = Math.floor(numbers.length / width);
  const column = (at: number): Uint32Array =>
    Uint32Array.from({ length: count }, (_, i) => numbers[i * width + at] as number);
  return { name: column(nameAt), script: column(scriptAt), line: column(lineAt) };
}

/** Fields of a node of the tree before its children: id, function, count, size. */
const FIELDS = 4;

/**
 * Reads the tree of calls that allocated: `[id, function, count, size, [children, one after the other]]`.
 * @param functions how many there are
 */
export function readTraceTree(window: ByteWindow, functions: number): HeapAllocations["sites"] {
  const within = "its trace_tree";
  const id: number[] = [];
  const of: number[] = [];
  const parent: number[] = [];
  /** Of each open list: the site that it belongs to, and how many fields of the current one have been read. */
  const owners = [-1];
  const fields = [0];
  expect(window, "[", within);
  while (owners.length > 0) {
    const depth = owners.length - 1;
    if (take(window, "]")) {
      owners.pop();
      fields.pop();
    } else if (take(window, "[")) {
      if (fields[depth] !== FIELDS) throw new Error(`it has a list in the wrong place within ${within}`);
      fields[depth] = 0;
      owners.push(id.length - 1);
      fields.push(0);
    } else {
      const value = readNumber(window, within);
      const field = fields[depth] as number;
      if (field === 0) {
        id.push(value);
        parent.push(owners[depth] as number);
      } else if (field === 1) {
        if (value >= functions) throw new Error(`it names a function that is not there within ${within}`);
        of.push(value);
      } else if (field >= FIELDS) throw new Error(`it has a number in the wrong place within ${within}`);
      fields[depth] = field + 1;
    }
    take(window, ",");
  }
  if (of.length !== id.length) throw new Error(`it ends within ${within}`);
  return { id: Uint32Array.from(id), function: Uint32Array.from(of), parent: Int32Array.from(parent) };
}

const MOST_DIGITS = 24;

function readNumber(window: ByteWindow, within: string): number {
  if (window.end - window.at < MOST_DIGITS) window.fill();
  const { bytes, at } = window;
  let end = at;
  let value = 0;
  for (let byte = bytes[end] as number; byte >= 48 && byte < 58; byte = bytes[++end] as number)
    value = value * 10 + byte - 48;
  if (end === at) throw new Error(`it has something that is no number within ${within}`);
  window.at = end;
  return value;
}
