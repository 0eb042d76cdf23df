import type { MetricMeasurement } from "../../run/bench-records.ts";
import { Histogram } from "../../stats/histogram.ts";

/** Takes what metrics are told while a bench is measured. */
export class MetricSink {
  readonly #histograms = new Map<string, { unit: string; values: Histogram }>();
  readonly #counters = new Map<string, { unit: string; total: number }>();
  readonly #gauges = new Map<string, { unit: string; last: number; max: number }>();

  record(name: string, unit: string, value: number): void {
    const known = this.#histograms.get(name);
    if (known !== undefined) return known.values.record(value);
    const values = new Histogram();
    values.record(value);
    this.#histograms.set(name, { unit, values });
  }

  add(name: string, unit: string, count: number): void {
    const known = this.#counters.get(name);
    if (known === undefined) this.#counters.set(name, { unit, total: count });
    else known.total += count;
  }

  set(name: string, unit: string, value: number): void {
    const known = this.#gauges.get(name);
    if (known === undefined) this.#gauges.set(name, { unit, last: value, max: value });
    else {
      known.last = value;
      known.max = Math.max(known.max, value);
    }
  }

  /** @param seconds for which it was listened to */
  measurements(seconds: number): MetricMeasurement[] {
    return [
      ...Array.from(this.#histograms, ([name, { unit, values }]) => {
        return { kind: "histogram" as const, name, unit, counts: values.counts() };
      }),
      ...Array.from(this.#counters, ([name, { unit, total }]) => {
        return { kind: "counter" as const, name, unit, total, perSecond: seconds > 0 ? total / seconds : 0 };
      }),
      ...Array.from(this.#gauges, ([name, { unit, last, max }]) => {
        return { kind: "gauge" as const, name, unit, last, max };
      }),
    ];
  }
}
