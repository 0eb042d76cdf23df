/**
 * A report's data as one byte string: the JSON part, then the columns as LEB128 numbers. Small after gzip, and read by
 * the browser straight into typed arrays, without an object a row.
 */
import { ByteReader, ByteWriter } from "./byte-columns.ts";
import { readActivity, withoutActivity, writeActivity } from "./activity-columns.ts";
import { readMemory, withoutColumns, writeMemory } from "./memory-columns.ts";
import type { ReportView, SampleColumns, TreeColumns } from "./view-model.ts";

/** @returns bytes to be compressed and embedded; `decodeReport` gives the same view back */
export function encodeReport(view: ReportView): Uint8Array {
  const json = new TextEncoder().encode(JSON.stringify(jsonPart(view)));
  const out = new ByteWriter(json.length + 16);
  out.number(json.length);
  out.bytes(json);
  if (view.code !== undefined) writeTree(out, view.code.tree);
  if (view.cpu !== undefined) {
    out.number(view.cpu.samples.length);
    for (const thread of view.cpu.samples) writeSamples(out, thread);
  }
  if (view.memory !== undefined) writeMemory(out, view.memory);
  if (view.agents?.activity !== undefined) writeActivity(out, view.agents.activity);
  return out.done();
}

/** @throws RangeError where the bytes end too early */
export function decodeReport(bytes: Uint8Array): ReportView {
  const input = new ByteReader(bytes);
  const json = new TextDecoder().decode(input.bytes(input.number()));
  const { code, cpu, memory, agents, ...rest } = JSON.parse(json) as ReturnType<typeof jsonPart>;
  // In the order in which they were written.
  return {
    ...rest,
    ...(code === undefined ? {} : { code: { ...code, tree: readTree(input) } }),
    ...(cpu === undefined ? {} : { cpu: { ...cpu, samples: readAllSamples(input) } }),
    ...(memory === undefined ? {} : { memory: readMemory(input, memory) }),
    ...(agents === undefined ? {} : { agents: readActivity(input, agents) }),
  };
}

function jsonPart({ code, cpu, memory, agents, ...rest }: ReportView) {
  return {
    ...rest,
    code: code === undefined ? undefined : { frames: code.frames },
    cpu: cpu === undefined ? undefined : { ...cpu, samples: undefined },
    memory: memory === undefined ? undefined : withoutColumns(memory),
    agents: agents === undefined ? undefined : withoutActivity(agents),
  };
}

function writeTree(out: ByteWriter, tree: TreeColumns): void {
  out.number(tree.parent.length);
  // In preorder most nodes are the child of the node before them: the distance is small, the parent's index is not.
  out.column(tree.parent.map((parent, i) => i - parent));
  out.column(tree.frame);
}

function readTree(input: ByteReader): TreeColumns {
  const length = input.number();
  const parent = input.column(length).map((distance, i) => i - distance);
  return { parent, frame: input.column(length) };
}

function writeSamples(out: ByteWriter, samples: SampleColumns): void {
  out.number(samples.node.length);
  out.number(samples.startUs);
  out.column(samples.wallUs);
  out.column(samples.cpuUs);
  out.column(samples.node);
  out.number(samples.agent === undefined ? 0 : 1);
  if (samples.agent !== undefined) out.column(samples.agent);
}

function readAllSamples(input: ByteReader): SampleColumns[] {
  return Array.from({ length: input.number() }, () => readSamples(input));
}

function readSamples(input: ByteReader): SampleColumns {
  const length = input.number();
  const startUs = input.number();
  const wallUs = input.column(length);
  const cpuUs = input.column(length);
  const node = input.column(length);
  return { startUs, wallUs, cpuUs, node, ...(input.number() === 0 ? {} : { agent: input.column(length) }) };
}
