// One iteration of a shape, as the command line says: node <program> <shape> <bytes> [agents]
import { SHAPES } from "./shapes.mjs";
import { work } from "./work.mjs";

const [shape = "plain", bytes = "0", agents] = process.argv.slice(2);
let iteration = 0;

export async function iterate() {
  const found = await work(agents === undefined ? undefined : Number(agents));
  await SHAPES[shape](Number(bytes), iteration++);
  return found;
}
