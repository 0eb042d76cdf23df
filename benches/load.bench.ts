// The reference swarm under load: workflows that arrive whether or not the swarm is done with those before.
import { bench, metric } from "swarmprof";
import { seedFrom } from "./swarm/random.ts";
import { Session } from "./swarm/session.ts";
import { startSwarm } from "./swarm/swarm.ts";

const workflow = metric("workflow.time", { unit: "ms" });
let sessions = 0;

bench(
  "sustained workflows",
  {
    kind: "load",
    agents: [6, 24],
    load: { rate: 10, arrivals: "poisson" },
    budgets: { "load.latency p95": "500ms" },
    setup: ({ agents }) => startSwarm(agents),
    teardown: ({ state: swarm }) => swarm.stop(),
  },
  ({ state: swarm }) =>
    workflow.time(() => swarm.orchestrator.run(new Session(`session-${++sessions}`, seedFrom(1, sessions)))),
);
