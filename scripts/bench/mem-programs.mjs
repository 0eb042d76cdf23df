// Programs for the cost of `swarmprof mem`, in the form of programs.mjs.
import { fileURLToPath } from "node:url";

export function garbage(workplace) {
  return own(workplace, "garbage", "garbage.mjs");
}

export function liveHeap(workplace) {
  return own(workplace, "300 MB live", "live-heap.mjs");
}

export function quiet(workplace) {
  return own(workplace, "quiet", "quiet.mjs");
}

/** @param way garbage, busy or waiting */
export function blocked(workplace, way, seconds) {
  return own(workplace, `${way} for ${seconds} s`, "blocked.mjs", [way, String(seconds)]);
}

function own({ cache }, name, file, args = []) {
  return { name, file: fileURLToPath(new URL(`programs/${file}`, import.meta.url)), args, nodeOptions: [], cwd: cache };
}
