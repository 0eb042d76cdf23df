import type { Agent } from "./agent.ts";
import type { Bus } from "./bus.ts";
import { Coder } from "./coder.ts";
import type { Dispatcher } from "./dispatcher.ts";
import { Planner } from "./planner.ts";
import { Reviewer } from "./reviewer.ts";
import { Tester } from "./tester.ts";

const ROLES = ["planner", "coder", "reviewer", "tester", "coder", "reviewer"] as const;
type Role = (typeof ROLES)[number];

/**
 * Hires the agents of a swarm, named `planner-1`, `coder-1`, `coder-2` and so on. Of six agents two code and two review.
 * @param size number of agents, at least 4: one of each role
 * @throws RangeError when there are too few
 */
export function hireCrew(size: number, bus: Bus, dispatcher: Dispatcher): readonly Agent[] {
  if (!Number.isInteger(size) || size < 4) throw new RangeError(`A swarm needs 4 agents or more, not ${size}.`);
  const hired = new Map<Role, number>();
  return Array.from({ length: size }, (_, index) => {
    const role = ROLES[index % ROLES.length] ?? "coder";
    const number = (hired.get(role) ?? 0) + 1;
    hired.set(role, number);
    const agent = hire(role, `${role}-${number}`, bus, dispatcher);
    dispatcher.enlist(agent);
    return agent;
  });
}

function hire(role: Role, id: string, bus: Bus, dispatcher: Dispatcher): Agent {
  switch (role) {
    case "planner":
      return new Planner(id, bus);
    case "coder":
      return new Coder(id, bus);
    case "reviewer":
      return new Reviewer(id, bus, dispatcher);
    case "tester":
      return new Tester(id, bus);
  }
}
