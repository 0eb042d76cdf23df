// What goes on beside a leak: a swarm of small agents that talk in JSON, sort and await, about 5 ms of it. It leaves
// nothing behind.
const AGENTS = 200;
const ROUNDS = 4;
const TOPICS = 8;

/** @param agents 0 for no work at all, so that a leak can be measured alone over many iterations */
export async function work(agents = AGENTS) {
  const inbox = new Map();
  const answers = await Promise.all(Array.from({ length: agents }, (_, id) => act(id, inbox)));
  return answers.toSorted((a, b) => b.score - a.score)[0];
}

async function act(id, inbox) {
  let answer;
  for (let round = 0; round < ROUNDS; round++) {
    const scores = new Map();
    for (let topic = 0; topic < TOPICS; topic++) scores.set(`topic-${topic}`, (id * 31 + topic * 17 + round) % 101);
    await Promise.resolve();
    inbox.set(id, JSON.stringify({ from: id, scores: [...scores], text: `agent ${id} has thought about it` }));
    await Promise.resolve();
    const { from, scores: read } = JSON.parse(inbox.get((id * 7) % inbox.size) ?? inbox.get(id));
    const [[topic, score]] = read.toSorted((a, b) => b[1] - a[1]);
    answer = { id, from, topic, score };
  }
  return answer;
}
