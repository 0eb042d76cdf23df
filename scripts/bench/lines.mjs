import { stripVTControlCharacters } from "node:util";

/** @returns what is wrong, in one line */
export function firstLine(error) {
  const text = error instanceof Error ? error.message : String(error);
  return text.split("\n", 1)[0];
}

/** @returns the last line of a program's output that says anything, without its colours */
export function lastLine(output) {
  const lines = stripVTControlCharacters(output).split("\n");
  return (lines.findLast((line) => line.trim() !== "") ?? "").trim().slice(0, 160);
}
