import { performance } from "node:perf_hooks";
import { countsQuantile } from "../../stats/histogram.ts";
import type { MetricMeasurement } from "../../run/bench-records.ts";
import { MetricSink } from "./metric-sink.ts";
import type { RegisteredBench, Registry } from "./registry.ts";

/** Calls every bench once, as a check that it works, and prints what it took: the first call is no measurement. */
export async function runOnce(known: Registry): Promise<void> {
  const rows: string[][] = [["bench", "first call", "metrics"]];
  for (const bench of known.benches) rows.push(await rowOf(bench, known));
  const widths = rows[0]?.map((_, column) => Math.max(...rows.map((row) => row[column]?.length ?? 0))) ?? [];
  for (const row of rows)
    console.log(
      row
        .map((cell, i) => cell.padEnd(widths[i] ?? 0))
        .join("  ")
        .trimEnd(),
    );
  console.log("\nCalled once each. To measure them: npx swarmprof run");
}

async function rowOf(bench: RegisteredBench, known: Registry): Promise<string[]> {
  const sink = new MetricSink();
  try {
    const { call, context, beforeEach, afterEach, stop } = await bench.start();
    await beforeEach?.();
    known.sink = sink;
    const start = performance.now();
    await call(context);
    const ms = performance.now() - start;
    known.sink = undefined;
    await afterEach?.();
    await stop();
    return [
      bench.name,
      `${ms.toFixed(3)} ms`,
      sink
        .measurements(ms / 1000)
        .map(metricWords)
        .join(", "),
    ];
  } catch (error) {
    process.exitCode = 1;
    return [bench.name, "failed", error instanceof Error ? error.message : String(error)];
  } finally {
    known.sink = undefined;
  }
}

function metricWords(metric: MetricMeasurement): string {
  const value =
    metric.kind === "histogram"
      ? countsQuantile(metric.counts, 0.5)
      : metric.kind === "counter"
        ? metric.total
        : metric.last;
  return `${metric.name} ${Number(value.toPrecision(3))} ${metric.unit}`.trimEnd();
}
