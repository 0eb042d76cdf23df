// The truths themselves: what follows from V8's layout against what plain Node measures.
import { pathToFileURL } from "node:url";
import { join } from "node:path";
import { failedRow } from "./table.mjs";
import { firstLine } from "./lines.mjs";

/** @returns one table: a unit is a chunk that is held, an iteration that leaks, or a call that allocates */
export async function verification(entries, { measured, truthDir }) {
  const { KINDS } = await import(pathToFileURL(join(truthDir, "programs/parts/kinds.mjs")).href);
  const questions = [
    ...unique(entries.map(({ held }) => held?.kind)).map((kind) => [
      "hold",
      kind,
      0,
      KINDS[kind].heapBytes,
      KINDS[kind].externalBytes,
    ]),
    ...entries.filter(({ group }) => group === "growth").map(leakQuestion),
    ...entries
      .filter(({ group }) => group === "allocation")
      .map((e) => ["allocate", e.allocation, 0, e.heapBytes, undefined]),
  ];
  const asked = new Map(questions.map((question) => [question.slice(0, 3).join(" "), question]));
  const rows = [];
  for (const [what, name, bytes, heap, external] of asked.values()) {
    process.stderr.write(`${what} ${name} ${bytes}\n`);
    try {
      rows.push(rowOf(`${what} ${name} ${bytes || ""}`, { heap, external }, await measured(what, name, bytes)));
    } catch (error) {
      rows.push(failedRow(`${what} ${name}`, firstLine(error)));
    }
  }
  const columns = ["unit", "", "heap by layout", "heap measured", "error %", "external by layout", "external measured"];
  return [{ title: `truths, bytes of a unit, Node ${process.version}`, columns, rows }];
}

function leakQuestion({ leak, args }) {
  const [shape, bytes] = args;
  // What leaks in a worker is not seen from here: it is the plain leak's code that does it.
  return [
    "leak",
    shape === "worker" ? "plain" : shape,
    Number(bytes),
    typeof leak === "number" ? leak : undefined,
    undefined,
  ];
}

function rowOf(name, layout, { heapBytes, externalBytes }) {
  const error = layout.heap ? ((100 * (heapBytes - layout.heap)) / layout.heap).toFixed(2) : "";
  return [
    name,
    "",
    figure(layout.heap),
    heapBytes.toFixed(1),
    error,
    figure(layout.external),
    externalBytes.toFixed(1),
  ];
}

function figure(bytes) {
  return bytes === undefined ? "–" : String(bytes);
}

function unique(values) {
  return [...new Set(values.filter((value) => value !== undefined))];
}
