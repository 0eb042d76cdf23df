import { expect, test } from "vitest";
import { Bus } from "../../benches/swarm/bus.ts";
import { Planner } from "../../benches/swarm/planner.ts";

const address = { session: "session-1", from: "chair", to: "planner-1" };

test("brings an agent's failure back to the one who asked", async () => {
  const bus = new Bus();
  const working = new Planner("planner-1", bus).work();
  const step = { path: "src/1.toy", purpose: "Merge the orders.", terms: [] };
  await expect(bus.request(address, "implement", { step, seed: 1 })).rejects.toThrow("planner-1 cannot implement");
  bus.close();
  await working;
});

test("does not take a message for an agent that it does not know", async () => {
  const ask = { goal: "Merge the orders.", seed: 1, attempt: 1 };
  await expect(new Bus().request(address, "plan", ask)).rejects.toThrow('Nobody called "planner-1"');
});

test("wants each id once", () => {
  const bus = new Bus();
  bus.register("planner-1");
  expect(() => bus.register("planner-1")).toThrow("on the bus already");
});
