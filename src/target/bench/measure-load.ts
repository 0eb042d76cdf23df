/** A bench under load: operations that arrive on a schedule, or so many at once; latencies of all of them. */
import { monitorEventLoopDelay } from "node:perf_hooks";
import { BATCH_QUANTILES, type MetricMeasurement, type ProcessMeasurement } from "../../run/bench-records.ts";
import { Histogram } from "../../stats/histogram.ts";
import { median } from "../../stats/quantiles.ts";
import { obtainCollector } from "../forced-collection.ts";
import { peakRssBytes } from "../peak-rss.ts";
import { type LoadOptions, loadSchedule } from "./load-schedule.ts";
import { MetricSink } from "./metric-sink.ts";
import type { Registry, StartedBench } from "./registry.ts";
import { nowMs } from "./timing.ts";

const DURATION_MS = 2_000;
const WARM_UP_CALLS = 20;
/** What has not ended so long after the last arrival never will. */
const DRAIN_MS = 10_000;
const SEGMENTS = 20;
const MOST_IN_FLIGHT = 10_000;

export async function measureLoad(
  bench: StartedBench,
  load: LoadOptions,
  known: Registry,
): Promise<ProcessMeasurement> {
  const { duration = DURATION_MS } = load;
  for (let i = 0; i < WARM_UP_CALLS; i++) await bench.call(bench.context);
  obtainCollector()?.();
  const sink = new MetricSink();
  known.sink = sink;
  const loop = monitorEventLoopDelay({ resolution: 5 });
  loop.enable();
  const traffic = new Traffic(bench, duration);
  const ms =
    load.concurrency === undefined
      ? await open(traffic, load, duration)
      : await closed(traffic, load.concurrency, duration);
  loop.disable();
  known.sink = undefined;
  const { latency, segments } = traffic;
  if (latency.count === 0) throw new Error(`no operation has ended: ${traffic.failed} failed. ${traffic.why}`);
  const ns = (quantile: number): number => latency.quantile(quantile) * 1e6;
  return {
    operations: latency.count,
    batch: 1,
    segments: segments.filter(({ length }) => length > 0).map((latencies) => median(latencies) * 1e6),
    waiting: null,
    quantiles: BATCH_QUANTILES.map(ns),
    meanNs: (latency.sum / latency.count) * 1e6,
    minNs: latency.min * 1e6,
    maxNs: latency.max * 1e6,
    warmup: { ms: 0, operations: WARM_UP_CALLS, steady: true },
    allocation: null,
    peakRssBytes: peakRssBytes(),
    metrics: [
      { kind: "histogram", name: "load.latency", unit: "ms", counts: latency.counts() },
      {
        kind: "counter",
        name: "load.throughput",
        unit: "1/s",
        total: latency.count,
        perSecond: (1_000 * latency.count) / ms,
      },
      level("load.failed", "", traffic.failed),
      level("load.dropped", "", traffic.dropped),
      level("load.in_flight", "", traffic.mostInFlight),
      level("event_loop.delay", "ms", loop.max / 1e6),
      level("memory.heap_peak", "B", traffic.heapPeakBytes),
      ...sink.measurements(ms / 1_000),
    ],
  };
}

function level(name: string, unit: string, value: number): MetricMeasurement {
  return { kind: "gauge", name, unit, last: value, max: value };
}

/** The operations under way, and what came of those that have ended. */
class Traffic {
  readonly latency = new Histogram();
  /** By the time at which they should have begun. */
  readonly segments: number[][] = Array.from({ length: SEGMENTS }, () => []);
  readonly #bench: StartedBench;
  readonly #durationMs: number;
  inFlight = 0;
  mostInFlight = 0;
  failed = 0;
  dropped = 0;
  why = "";
  heapPeakBytes = 0;

  constructor(bench: StartedBench, durationMs: number) {
    this.#bench = bench;
    this.#durationMs = durationMs;
  }

  /** @param intendedMs when the operation should begin; @param startMs of the load */
  async begin(intendedMs: number, startMs: number): Promise<void> {
    if (this.inFlight >= MOST_IN_FLIGHT) {
      this.dropped++;
      return;
    }
    this.mostInFlight = Math.max(this.mostInFlight, ++this.inFlight);
    try {
      await this.#bench.call(this.#bench.context);
      const ms = nowMs() - intendedMs;
      this.latency.record(ms);
      const segment = Math.floor((SEGMENTS * (intendedMs - startMs)) / this.#durationMs);
      this.segments[Math.min(SEGMENTS - 1, Math.max(0, segment))]?.push(ms);
    } catch (error) {
      this.failed++;
      this.why ||= error instanceof Error ? error.message : String(error);
    } finally {
      this.inFlight--;
    }
    if (this.latency.count % HEAP_EVERY === 1) {
      this.heapPeakBytes = Math.max(this.heapPeakBytes, process.memoryUsage().heapUsed);
    }
  }
}

const HEAP_EVERY = 16;

/**
 * Operations begin when the schedule says, however many are under way, and their latency counts from then: also where the
 * program was too busy to begin them. @returns how long it took, ms
 */
async function open(traffic: Traffic, load: LoadOptions, duration: number): Promise<number> {
  const arrivals = loadSchedule(load, duration);
  const startMs = nowMs();
  for (const arrival of arrivals) {
    await until(startMs + arrival);
    void traffic.begin(startMs + arrival, startMs);
  }
  await drained(traffic);
  return nowMs() - startMs;
}

/** So many at once, each beginning when the one before it has ended. */
async function closed(traffic: Traffic, concurrency: number, duration: number): Promise<number> {
  const startMs = nowMs();
  const lane = async (): Promise<void> => {
    while (nowMs() - startMs < duration) {
      await traffic.begin(nowMs(), startMs);
      await turn();
    }
  };
  await Promise.all(Array.from({ length: concurrency }, lane));
  return nowMs() - startMs;
}

/** Node's timers are exact to 1 ms at best: the rest is waited for by turning the event loop. */
async function until(ms: number): Promise<void> {
  const early = ms - nowMs() - TIMER_MS;
  if (early > 1) await new Promise((resolve) => setTimeout(resolve, Math.floor(early)));
  while (nowMs() < ms) await turn();
}

const TIMER_MS = 1.5;

async function drained(traffic: Traffic): Promise<void> {
  for (const end = nowMs() + DRAIN_MS; traffic.inFlight > 0 && nowMs() < end; ) await turn();
  traffic.failed += traffic.inFlight;
}

function turn(): Promise<void> {
  return new Promise((resolve) => setImmediate(resolve));
}
