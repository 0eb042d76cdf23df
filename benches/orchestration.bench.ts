// The reference swarm as benches, with the limits that its design promises: see docs/benches.md.
//   swarmprof run benches
import { bench, metric, suite } from "swarmprof";
import { chooseAgent } from "./swarm/assignment.ts";
import { Bus } from "./swarm/bus.ts";
import { holdRound } from "./swarm/consensus.ts";
import { Context } from "./swarm/context.ts";
import { writeProse } from "./swarm/prose.ts";
import { Random, seedFrom } from "./swarm/random.ts";
import { Session } from "./swarm/session.ts";
import { simulate } from "./swarm/simulation.ts";
import { type Swarm, startSwarm } from "./swarm/swarm.ts";

const delegation = metric("task.delegation.latency", { unit: "ms" });
const assignment = metric("agent.assignment.time", { unit: "ms" });
const creation = metric("session.creation.time", { unit: "ms" });
const compression = metric("context.compression.ratio");
const contextSize = metric("context.size", { unit: "B" });
const messages = metric("message.throughput", { unit: "1/s" });
const consensus = metric("consensus.round.time", { unit: "ms" });
const workflow = metric("workflow.time", { unit: "ms" });

const AGENTS = [6, 24];
const text = writeProse(new Random(1), 40);

interface WithSession {
  readonly swarm: Swarm;
  readonly session: Session;
}

function withSession({ agents }: { agents: number }): WithSession {
  return { swarm: startSwarm(agents), session: new Session("bench", 1) };
}

const stop = ({ state: { swarm } }: { state: WithSession }): Promise<void> => swarm.stop();

suite("orchestration", () => {
  bench(
    "delegate task",
    {
      agents: AGENTS,
      budgets: { "task.delegation.latency p95": "1ms" },
      setup: withSession,
      teardown: stop,
    },
    ({ state: { swarm, session } }) => {
      const ask = { goal: session.goal, seed: session.seed, attempt: 1 };
      const { answer } = delegation.time(() =>
        swarm.dispatcher.delegate({ session: session.id, from: "bench" }, "plan", ask),
      );
      return answer;
    },
  );

  bench("assign agent", { agents: AGENTS, setup: withSession, teardown: stop }, ({ state: { swarm } }) => {
    const candidates = swarm.dispatcher.candidates();
    return assignment.time(() => chooseAgent(candidates, "implement"));
  });

  bench("consensus round", { agents: AGENTS, setup: withPlan, teardown: stop }, ({ state }) => {
    const voters = state.swarm.agents.map(({ id }) => id);
    return consensus.time(() => holdRound(state.swarm.bus, "bench", voters, state.proposal));
  });

  bench(
    "route message",
    {
      setup() {
        const bus = new Bus();
        const inbox = bus.register("receiver");
        return { bus, inbox };
      },
    },
    ({ state: { bus, inbox } }) => {
      messages.add(1);
      bus.broadcast({ session: "bench", from: "bench" }, "end", null);
      return inbox.take();
    },
  );
});

suite("session", () => {
  let seed = 0;
  bench("create session", () => creation.time(() => new Session("bench", seedFrom(1, ++seed))));

  bench("compress context", () => {
    const context = new Context();
    for (let i = 0; i < 4; i++) context.append(text);
    contextSize.record(context.sizeBytes);
    context.compress();
    compression.set(context.compressionRatio ?? 0);
    return context;
  });
});

suite("workflow", () => {
  bench(
    "plan, vote, code, review",
    { kind: "integration", agents: AGENTS, budgets: { "workflow.time p95": "100ms", variation: "20%" } },
    ({ agents }) => workflow.time(() => simulate({ workflows: 1, seed: 1, agents })),
  );
});

async function withPlan(context: {
  agents: number;
}): Promise<WithSession & { proposal: Parameters<typeof holdRound>[3] }> {
  const { swarm, session } = withSession(context);
  const ask = { goal: session.goal, seed: session.seed, attempt: 1 };
  const plan = await swarm.dispatcher.delegate({ session: session.id, from: "bench" }, "plan", ask).answer;
  return { swarm, session, proposal: { session: session.id, seed: session.seed, goal: session.goal, plan } };
}
