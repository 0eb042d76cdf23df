// A team of three agents of @google/adk with a canned model, about 3 s: a fixed number of turns, each "thought" of fixed
// length, so that each run does the same. What is measured is the SDK's own work: events, sessions, deep clones.
import { BaseLlm, InMemoryRunner, LlmAgent, SequentialAgent } from "@google/adk";

const APP = "bench";
const SESSIONS = 130;
const TURNS = 4;
const THOUGHT = 1_000_000;

function think() {
  let x = 1;
  for (let i = 0; i < THOUGHT; i++) x = (Math.imul(x, 1_664_525) + i) | 0;
  return x;
}

class CannedModel extends BaseLlm {
  async *generateContentAsync({ contents }) {
    const text = `answer ${think()} to ${contents.length} messages, by ${this.model}`;
    yield { content: { role: "model", parts: [{ text }] }, turnComplete: true };
  }

  async connect() {
    throw new Error("a canned model has no live connection");
  }
}

const subAgents = ["planner", "critic", "writer"].map(
  (name) => new LlmAgent({ name, model: new CannedModel({ model: `canned-${name}` }), instruction: `You are ${name}` }),
);
const runner = new InMemoryRunner({ agent: new SequentialAgent({ name: "team", subAgents }), appName: APP });

let events = 0;
for (let i = 0; i < SESSIONS; i++) {
  const { id: sessionId } = await runner.sessionService.createSession({ appName: APP, userId: "user" });
  for (let turn = 0; turn < TURNS; turn++) {
    const newMessage = { role: "user", parts: [{ text: `turn ${turn}` }] };
    for await (const { errorMessage } of runner.runAsync({ userId: "user", sessionId, newMessage })) {
      if (errorMessage !== undefined) throw new Error(errorMessage);
      events++;
    }
  }
}
console.log(events);
