/** What a program or a bench imports. Without swarmprof around it, it costs next to nothing and changes nothing. */
export { agent } from "./target/agents/agent.ts";
export { type Config, defineConfig } from "./target/config.ts";
export { iteration } from "./target/iteration.ts";
