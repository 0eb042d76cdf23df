// Truths: what the catalogue says, and what test/truth/measure.mjs says where it has to be asked, under plain Node.
import { join } from "node:path";
import { kindsOf } from "./truth-agents.mjs";
import { succeeded } from "./node-runs.mjs";

/** So large a young generation that nothing is collected in it while calls are counted. */
const NO_GC = ["--min-semi-space-size=2048", "--max-semi-space-size=2048"];

export function openTruths({ children, truthDir, cache }) {
  const asked = new Map();
  /** @returns `{ heapBytes, externalBytes }` of one unit */
  function measured(what, name, bytes = 0) {
    const key = `${what} ${name} ${bytes}`;
    const flags = ["--expose-gc", ...(what === "allocate" ? NO_GC : [])];
    const args = [...flags, join(truthDir, "measure.mjs"), what, name, String(bytes)];
    if (!asked.has(key)) {
      asked.set(
        key,
        children.node(args, { cwd: cache }).then((ended) => JSON.parse(succeeded(ended).stdout)),
      );
    }
    return asked.get(key);
  }
  return {
    measured,
    truthDir,
    /** @returns `{ entry, results, truth }` */
    async compare(entry, results) {
      return { entry, results, truth: await truthOf(entry, measured, results) };
    },
  };
}

async function truthOf(entry, measured, results) {
  switch (entry.group) {
    case "agents":
      return unitsOf(kindsOf(results), measured);
    case "peak":
      return heldBytes(entry.held, measured);
    case "growth": {
      if (typeof entry.leak === "number") return { slope: entry.leak };
      const { heapBytes, externalBytes } = await measured("leak", entry.leak.shape, entry.leak.bytes);
      // WASM memory, of which Node 26 counts nothing, is there all the same.
      return { slope: Math.max(heapBytes + externalBytes, entry.leak.bytes) };
    }
    case "allocation":
      return { bytesPerOp: entry.heapBytes ?? (await measured("allocate", entry.allocation)).heapBytes };
    default:
      throw new Error(`an entry of the catalogue is of no known group: ${entry.group}`);
  }
}

/** @returns bytes of a unit, by kind */
async function unitsOf(kinds, measured) {
  const units = {};
  for (const kind of kinds) {
    const { heapBytes, externalBytes } = await measured("unit", kind);
    units[kind] = heapBytes + externalBytes;
  }
  return units;
}

/** Of a kind that V8 does not count, Node 26's WASM, the chunks are 1 MiB all the same. */
async function heldBytes({ kind, units, rssBytes }, measured) {
  if (kind === undefined) return { rss: rssBytes };
  const { heapBytes, externalBytes } = await measured("hold", kind);
  return {
    heap: units * heapBytes,
    external: units * externalBytes,
    rss: units * (kind === "wasm" ? 2 ** 20 : heapBytes + externalBytes),
  };
}
