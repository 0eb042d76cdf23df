// As work.mjs, without awaits: for programs that never return to the event loop.
const AGENTS = 200;
const ROUNDS = 4;
const TOPICS = 8;

module.exports = function work(agents = AGENTS) {
  const answers = Array.from({ length: agents }, (_, id) => act(id));
  return answers.toSorted((a, b) => b.score - a.score)[0];
};

function act(id) {
  let answer;
  for (let round = 0; round < ROUNDS; round++) {
    const scores = new Map();
    for (let topic = 0; topic < TOPICS; topic++) scores.set(`topic-${topic}`, (id * 31 + topic * 17 + round) % 101);
    const { from, scores: read } = JSON.parse(JSON.stringify({ from: id, scores: [...scores], text: `agent ${id}` }));
    const [[topic, score]] = read.toSorted((a, b) => b[1] - a[1]);
    answer = { id, from, topic, score };
  }
  return answer;
}
