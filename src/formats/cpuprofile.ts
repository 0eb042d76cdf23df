/** V8's `.cpuprofile`, as columns. Lines and columns become 1-based here, times absolute. */
import { SwarmprofError } from "../errors.ts";
import type { CpuProfile } from "../run/cpu-profile.ts";
import { requireTree } from "./require-tree.ts";
import { array, decodeFrame, number, object } from "./v8-json.ts";

/** @throws SwarmprofError PROFILE_UNREADABLE */
export function parseCpuProfile(text: string, file: string): CpuProfile {
  try {
    return decodeCpuProfile(JSON.parse(text));
  } catch (cause) {
    const why = cause instanceof Error ? cause.message : String(cause);
    throw new SwarmprofError("PROFILE_UNREADABLE", `${file} is no CPU profile of V8: ${why}`, { cause });
  }
}

interface JsonNode {
  readonly id: number;
  readonly callFrame: Readonly<Record<string, unknown>>;
  readonly children?: readonly number[];
  readonly deoptReason?: unknown;
}

/** @throws Error that names the field that is missing or wrong */
export function decodeCpuProfile(input: unknown): CpuProfile {
  const { nodes, samples, timeDeltas, startTime, endTime } = object(input, "the file");
  const jsonNodes = array(nodes, "nodes");
  const indexOf = new Map<number, number>();
  const frames = jsonNodes.map((node, index) => {
    const { id, callFrame, deoptReason, tier } = object(node, "a node");
    if (typeof id !== "number") throw new Error("a node has no id");
    indexOf.set(id, index);
    return decodeFrame(object(callFrame, "a callFrame"), { deoptReason, tier });
  });
  return {
    startUs: number(startTime, "startTime"),
    endUs: number(endTime, "endTime"),
    frames,
    parent: decodeParents(jsonNodes as readonly JsonNode[], indexOf),
    ...decodeSamples(
      array(samples, "samples"),
      array(timeDeltas, "timeDeltas"),
      indexOf,
      number(startTime, "startTime"),
    ),
  };
}

function decodeParents(nodes: readonly JsonNode[], indexOf: ReadonlyMap<number, number>): Int32Array {
  const parent = new Int32Array(nodes.length).fill(-1);
  nodes.forEach((node, index) => {
    for (const id of node.children ?? []) {
      const child = indexOf.get(id);
      if (child === undefined) throw new Error(`node ${node.id} has a child ${id} that is not there`);
      parent[child] = index;
    }
  });
  requireTree(parent);
  return parent;
}

function decodeSamples(
  ids: readonly unknown[],
  deltas: readonly unknown[],
  indexOf: ReadonlyMap<number, number>,
  startUs: number,
): Pick<CpuProfile, "samples" | "timesUs"> {
  if (ids.length !== deltas.length) throw new Error("samples and timeDeltas differ in length");
  const samples = new Uint32Array(ids.length);
  const timesUs = new Float64Array(ids.length);
  let now = startUs;
  let latest = startUs;
  for (let i = 0; i < ids.length; i++) {
    const node = indexOf.get(ids[i] as number);
    if (node === undefined) throw new Error(`sample ${i} names a node that is not there`);
    samples[i] = node;
    now += number(deltas[i], "timeDeltas");
    // A delta can be negative, when a sample is taken on another core: time never runs backwards.
    latest = Math.max(latest, now);
    timesUs[i] = latest;
  }
  return { samples, timesUs };
}
