/**
 * A report's data as one byte string: the JSON part, then the columns as LEB128 numbers. Small after gzip, and read by
 * the browser straight into typed arrays, without an object a row.
 */
import type { CpuView, ReportView, SampleColumns, TreeColumns } from "./view-model.ts";

/** @returns bytes to be compressed and embedded; `decodeReport` gives the same view back */
export function encodeReport(view: ReportView): Uint8Array {
  const { cpu, ...rest } = view;
  const { tree, samples, ...cpuRest } = cpu ?? emptyCpu;
  const json = new TextEncoder().encode(JSON.stringify({ ...rest, ...(cpu === undefined ? {} : { cpu: cpuRest }) }));
  const out = new ByteWriter(json.length + 16);
  out.number(json.length);
  out.bytes(json);
  if (cpu === undefined) return out.done();
  writeTree(out, tree);
  out.number(samples.length);
  for (const thread of samples) writeSamples(out, thread);
  return out.done();
}

/** @throws RangeError where the bytes end too early */
export function decodeReport(bytes: Uint8Array): ReportView {
  const input = new ByteReader(bytes);
  const json = new TextDecoder().decode(input.bytes(input.number()));
  const view = JSON.parse(json) as ReportView;
  if (view.cpu === undefined) return view;
  const tree = readTree(input);
  const samples = Array.from({ length: input.number() }, () => readSamples(input));
  return { ...view, cpu: { ...view.cpu, tree, samples } };
}

const emptyCpu: CpuView = {
  intervalUs: 0,
  totalCpuMs: 0,
  threads: [],
  frames: [],
  hotspots: [],
  packages: [],
  tree: { parent: new Uint32Array(), frame: new Uint32Array() },
  samples: [],
};

function writeTree(out: ByteWriter, tree: TreeColumns): void {
  out.number(tree.parent.length);
  // In preorder most nodes are the child of the node before them: the distance is small, the parent's index is not.
  for (let i = 0; i < tree.parent.length; i++) out.number(i - (tree.parent[i] as number));
  for (const frame of tree.frame) out.number(frame);
}

function readTree(input: ByteReader): TreeColumns {
  const length = input.number();
  const parent = input.column(length).map((distance, i) => i - distance);
  return { parent, frame: input.column(length) };
}

function writeSamples(out: ByteWriter, samples: SampleColumns): void {
  out.number(samples.node.length);
  out.number(samples.startUs);
  for (const wall of samples.wallUs) out.number(wall);
  for (const cpu of samples.cpuUs) out.number(cpu);
  for (const node of samples.node) out.number(node);
}

function readSamples(input: ByteReader): SampleColumns {
  const length = input.number();
  const startUs = input.number();
  const wallUs = input.column(length);
  const cpuUs = input.column(length);
  return { startUs, wallUs, cpuUs, node: input.column(length) };
}

class ByteWriter {
  #buffer: Uint8Array;
  #length = 0;

  constructor(capacity: number) {
    this.#buffer = new Uint8Array(capacity);
  }

  /** A whole number from 0 to 2^53 - 1. */
  number(value: number): void {
    this.#reserve(8);
    let rest = value;
    while (rest >= 0x80) {
      this.#buffer[this.#length++] = (rest % 0x80) | 0x80;
      rest = Math.floor(rest / 0x80);
    }
    this.#buffer[this.#length++] = rest;
  }

  bytes(bytes: Uint8Array): void {
    this.#reserve(bytes.length);
    this.#buffer.set(bytes, this.#length);
    this.#length += bytes.length;
  }

  done(): Uint8Array {
    return this.#buffer.subarray(0, this.#length);
  }

  #reserve(more: number): void {
    if (this.#length + more <= this.#buffer.length) return;
    const grown = new Uint8Array(Math.max(this.#buffer.length * 2, this.#length + more));
    grown.set(this.#buffer.subarray(0, this.#length));
    this.#buffer = grown;
  }
}

class ByteReader {
  #at = 0;
  readonly #buffer: Uint8Array;

  constructor(buffer: Uint8Array) {
    this.#buffer = buffer;
  }

  number(): number {
    let value = 0;
    let scale = 1;
    for (;;) {
      const byte = this.#buffer[this.#at++];
      if (byte === undefined) throw new RangeError("The report's data ends too early");
      value += (byte & 0x7f) * scale;
      if (byte < 0x80) return value;
      scale *= 0x80;
    }
  }

  /** Numbers below 2^32. On its own, with local variables: it reads a few hundred thousand while the page waits. */
  column(length: number): Uint32Array {
    const buffer = this.#buffer;
    const numbers = new Uint32Array(length);
    let at = this.#at;
    for (let i = 0; i < length; i++) {
      let value = 0;
      let scale = 1;
      let byte = buffer[at++];
      for (; byte !== undefined && byte >= 0x80; byte = buffer[at++]) {
        value += (byte & 0x7f) * scale;
        scale *= 0x80;
      }
      if (byte === undefined) throw new RangeError("The report's data ends too early");
      numbers[i] = value + byte * scale;
    }
    this.#at = at;
    return numbers;
  }

  bytes(length: number): Uint8Array {
    const end = this.#at + length;
    if (end > this.#buffer.length) throw new RangeError("The report's data ends too early");
    const bytes = this.#buffer.subarray(this.#at, end);
    this.#at = end;
    return bytes;
  }
}
