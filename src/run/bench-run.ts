/** The files of a run of benches: which were chosen, and what each process measured. */
import { appendFileSync, readFileSync, writeFileSync } from "node:fs";
import { SwarmprofError } from "../errors.ts";
import type { ChosenBench, MeasurementLine, ProcessMeasurement } from "./bench-records.ts";
import { runLayout } from "./layout.ts";

/** A bench and all that was measured of it. */
export interface MeasuredBench {
  readonly bench: ChosenBench;
  readonly processes: readonly ProcessMeasurement[];
  /** Why it could not be measured to its end; "" where it was. */
  readonly error: string;
}

/** @throws SwarmprofError OUTPUT_UNWRITABLE */
export function writeBenches(dir: string, benches: readonly ChosenBench[]): void {
  try {
    writeFileSync(runLayout(dir).benches, JSON.stringify(benches), { mode: 0o600 });
  } catch (cause) {
    const why = cause instanceof Error ? cause.message : String(cause);
    throw new SwarmprofError("OUTPUT_UNWRITABLE", `Can't write to ${dir}: ${why}. Choose a folder with --out`, {
      cause,
    });
  }
}

/** A line a process, at once: what was measured outlives a killed swarmprof. */
export function appendMeasurement(dir: string, line: MeasurementLine): void {
  appendFileSync(runLayout(dir).measurements, `${JSON.stringify(line)}\n`, { mode: 0o600 });
}

/** @throws SwarmprofError RUN_UNREADABLE */
export function readBenchRun(dir: string): MeasuredBench[] {
  const { benches, measurements } = runLayout(dir);
  try {
    const chosen = JSON.parse(readFileSync(benches, "utf8")) as ChosenBench[];
    return gathered(chosen, parsedLines(readText(measurements)));
  } catch (cause) {
    throw new SwarmprofError("RUN_UNREADABLE", `No benches were measured in ${dir}. Give a run of: swarmprof run`, {
      cause,
    });
  }
}

/** What was measured, bench by bench, its processes in order. */
export function gathered(chosen: readonly ChosenBench[], lines: readonly MeasurementLine[]): MeasuredBench[] {
  return chosen.map((bench, place) => {
    const own = lines.filter((line) => line.bench === place).sort((a, b) => a.process - b.process);
    const processes = own.flatMap(({ measurement }) => (measurement === undefined ? [] : [measurement]));
    return { bench, processes, error: own.find(({ error }) => error !== undefined)?.error ?? "" };
  });
}

function readText(file: string): string {
  try {
    return readFileSync(file, "utf8");
  } catch {
    return ""; // ended before the first process had
  }
}

/** A last line that a kill has cut is dropped. */
function parsedLines(text: string): MeasurementLine[] {
  return text.split("\n").flatMap((line) => {
    try {
      return line === "" ? [] : [JSON.parse(line) as MeasurementLine];
    } catch {
      return [];
    }
  });
}
