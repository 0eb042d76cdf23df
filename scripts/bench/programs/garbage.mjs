// Makes garbage, about 3 s of it: some gigabytes of short-lived objects, arrays and strings, and next to nothing that stays.
const ROUNDS = 5_000;
const RECORDS = 400;

let sum = 0;
for (let round = 0; round < ROUNDS; round++) {
  const records = Array.from({ length: RECORDS }, (_, id) => ({
    id,
    name: `agent-${id}`,
    scores: [id, round, id ^ round],
  }));
  const grouped = new Map(records.map((record) => [record.name, { ...record, tags: record.scores.map(String) }]));
  const text = JSON.stringify([...grouped.values()]);
  sum += JSON.parse(text).length + text.length;
  // Lets the event loop turn, as a program that serves somebody does.
  if (round % 50 === 0) await new Promise(setImmediate);
}
console.log(sum);
