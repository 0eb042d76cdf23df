// A flock of flocc's agents, about 3 s: a fixed number of ticks from a fixed seed, so that each run does the same.
import flocc from "flocc";

const { Agent, Environment, KDTree, utils } = flocc;
const AGENTS = 600;
const TICKS = 110;
const SIZE = 600;
const SIGHT = 40;

utils.seed(7);
const environment = new Environment({ width: SIZE, height: SIZE });

function steer(agent) {
  const near = environment.helpers.kdtree.agentsWithinDistance(agent, SIGHT);
  let vx = agent.get("vx");
  let vy = agent.get("vy");
  for (const other of near) {
    const distance = Math.max(1, utils.distance(agent, other));
    vx += (other.get("vx") - vx) * 0.05 + (agent.get("x") - other.get("x")) / distance / 50;
    vy += (other.get("vy") - vy) * 0.05 + (agent.get("y") - other.get("y")) / distance / 50;
  }
  return { vx: utils.clamp(vx, -3, 3), vy: utils.clamp(vy, -3, 3) };
}

function move(agent) {
  const { vx, vy } = steer(agent);
  agent.set({ vx, vy, x: (agent.get("x") + vx + SIZE) % SIZE, y: (agent.get("y") + vy + SIZE) % SIZE });
}

for (let i = 0; i < AGENTS; i++) {
  const agent = new Agent({
    x: utils.random(0, SIZE, true),
    y: utils.random(0, SIZE, true),
    vx: utils.random(-2, 2, true),
    vy: utils.random(-2, 2, true),
  });
  agent.set("tick", move);
  environment.addAgent(agent);
}
environment.use(new KDTree(environment.getAgents()));
for (let tick = 0; tick < TICKS; tick++) environment.tick();
console.log(environment.getAgents().reduce((sum, agent) => sum + agent.get("x"), 0));
