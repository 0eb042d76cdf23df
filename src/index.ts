/** What a program or a bench imports. Without swarmprof around it, it costs next to nothing and changes nothing. */
export { agent } from "./target/agents/agent.ts";
export { contextSize, handoff } from "./target/agents/messages.ts";
export { type BenchContext, type BenchFunction, type BenchOptions, bench, suite } from "./target/bench/bench.ts";
export type { LoadOptions } from "./target/bench/load-schedule.ts";
export { type Metric, metric } from "./target/bench/metric.ts";
export { type Config, defineConfig } from "./target/config.ts";
export { iteration } from "./target/iteration.ts";
