/** Does memory grow: over iterations where the program tells them, else over time. */
export { judgeIterations } from "./growth-iterations.ts";
export { judgeTime } from "./growth-time.ts";
export type { Growth, GrowthReason, Level } from "./growth-verdict.ts";
