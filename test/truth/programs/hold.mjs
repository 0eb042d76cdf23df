// Holds some MiB of one kind of memory for a time, here or in a worker or a child:
//   node hold.mjs objects 256 1000 asleep [--in worker|child] [--drop] [--truth FILE]
import { fork } from "node:child_process";
import { once } from "node:events";
import { fileURLToPath } from "node:url";
import { parseArgs } from "node:util";
import { Worker } from "node:worker_threads";
import { holdHere } from "./parts/holder.mjs";
import { openWitness } from "./parts/witness.mjs";

const { values, positionals } = parseArgs({
  options: { in: { type: "string" }, drop: { type: "boolean" }, truth: { type: "string" } },
  allowPositionals: true,
});
const [kind, mib, ms, way] = positionals;
const plan = { kind, mib: Number(mib), ms: Number(ms), way, drop: values.drop ?? false, truth: values.truth };
const holder = new URL("parts/holder.mjs", import.meta.url);

if (values.in === undefined) await holdHere(plan);
else {
  openWitness(plan.truth);
  const other =
    values.in === "worker"
      ? new Worker(holder, { workerData: { plan } })
      : fork(fileURLToPath(holder), [JSON.stringify(plan)]);
  const [code] = await once(other, "exit");
  process.exitCode = code;
}
