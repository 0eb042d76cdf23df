// What a program knows of its agents, for the file that `--truth FILE` names. An amount is `{ bytes }`, or `{ kind, units }`
// of agent-units.mjs.
import { parseArgs } from "node:util";
import { tell } from "./witness.mjs";

/** The other options and arguments are the program's own. */
export function truthFile() {
  return parseArgs({ options: { truth: { type: "string" } }, strict: false, allowPositionals: true }).values.truth;
}

/** @param truth `{ id, peak, retained, shared, allocated }`, of which some may be left out */
export function tellTruth(truth) {
  tell(truthFile(), truth);
}
