/** What a test imports: `import { expectAgents, profileAgents } from "swarmprof/test"`. For any runner. */
export type { AgentLimits } from "./testing/agent-limits.ts";
export { type AgentExpectations, expectAgents } from "./testing/expect-agents.ts";
export { profileAgents, type ProfileAgentsOptions } from "./testing/profile-agents.ts";
