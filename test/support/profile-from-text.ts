/**
 * Draws a CPU profile as text: a column is a sample, read from the outermost frame down. Neighbours two spaces apart.
 *
 *     main  main  main
 *     work  gc    work
 *
 * `name@url:line` places a frame; `(garbage collector)` and the like are V8's own.
 */
import type { CpuProfile, RawFrame } from "../../src/run/cpu-profile.ts";

export interface Drawing {
  readonly startUs?: number;
  /** Time between two samples, µs. */
  readonly everyUs?: number;
}

export function profileFromText(text: string, { startUs = 0, everyUs = 1_000 }: Drawing = {}): CpuProfile {
  const rows = text
    .split("\n")
    .filter((line) => line.trim() !== "")
    .map((line) => line.trim().split(/ {2,}/));
  const width = Math.max(...rows.map((row) => row.length));
  const frames: RawFrame[] = [frameFromText("(root)")];
  const parent: number[] = [-1];
  const known = new Map<string, number>();
  const samples: number[] = [];
  for (let column = 0; column < width; column++) {
    let node = 0;
    for (const row of rows) {
      const label = row[column];
      if (label === undefined || label === "-") break;
      const key = `${node} ${label}`;
      let child = known.get(key);
      if (child === undefined) {
        child = frames.push(frameFromText(label)) - 1;
        parent.push(node);
        known.set(key, child);
      }
      node = child;
    }
    samples.push(node);
  }
  return {
    startUs,
    endUs: startUs + width * everyUs,
    frames,
    parent: Int32Array.from(parent),
    samples: Uint32Array.from(samples),
    timesUs: Float64Array.from(samples, (_, i) => startUs + i * everyUs),
  };
}

function frameFromText(text: string): RawFrame {
  const [, name = text, url = "", line = "0"] = /^(.*?)@(.*?)(?::(\d+))?$/.exec(text) ?? [];
  const own = url === "" && !/^\(.*\)$/.test(name) && !name.startsWith("native ");
  return {
    name,
    url: own ? "file:///swarm/src/main.js" : url,
    line: own ? lineOf(name) : Number(line),
    column: 1,
    deopt: "",
  };
}

/** A line of its own for each name, so that functions differ in their place too. */
function lineOf(name: string): number {
  let hash = 7;
  for (const char of name) hash = (hash * 31 + (char.codePointAt(0) ?? 0)) % 100_000;
  return hash + 1;
}
