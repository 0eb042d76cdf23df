import type { HeapCensus } from "./census.ts";
import { IdSet } from "./id-set.ts";

/** What became of a class between two snapshots. */
export interface ClassChange {
  readonly label: string;
  readonly name: string;
  readonly countBefore: number;
  readonly count: number;
  readonly shallowBytesBefore: number;
  readonly shallowBytes: number;
  /** Objects that were not there before, and that are there no more; undefined where the snapshots are of two processes. */
  readonly fresh: Counted | undefined;
  readonly freed: Counted | undefined;
}

export interface Counted {
  readonly count: number;
  readonly bytes: number;
}

export interface HeapChange {
  readonly isSameProcess: boolean;
  /** What grew most first, what shrank most last. */
  readonly classes: readonly ClassChange[];
}

export function compareCensuses(before: HeapCensus, after: HeapCensus): HeapChange {
  const isSameProcess = isOfOneProcess(before, after);
  const fresh = isSameProcess ? missing(after, before) : undefined;
  const freed = isSameProcess ? missing(before, after) : undefined;
  const labels = new Set([...before.classes.keys(), ...after.classes.keys()]);
  const classes = Array.from(labels, (label): ClassChange => {
    const then = before.classes.get(label);
    const now = after.classes.get(label);
    return {
      label,
      name: (now ?? then)?.name ?? label,
      countBefore: then?.count ?? 0,
      count: now?.count ?? 0,
      shallowBytesBefore: then?.shallowBytes ?? 0,
      shallowBytes: now?.shallowBytes ?? 0,
      fresh: fresh === undefined ? undefined : (fresh.get(label) ?? NONE),
      freed: freed === undefined ? undefined : (freed.get(label) ?? NONE),
    };
  });
  const growth = (one: ClassChange): number => one.shallowBytes - one.shallowBytesBefore;
  return { isSameProcess, classes: classes.sort((a, b) => growth(b) - growth(a)) };
}

const NONE: Counted = { count: 0, bytes: 0 };

/** What is in the one and not in the other, by class. */
function missing(here: HeapCensus, there: HeapCensus): Map<string, Counted> {
  const known = new IdSet(there.id);
  const counts = new Uint32Array(here.labels.length);
  const bytes = new Float64Array(here.labels.length);
  here.id.forEach((id, at) => {
    if (known.has(id)) return;
    const label = here.label[at] as number;
    (counts[label] as number)++;
    bytes[label] = (bytes[label] as number) + (here.bytes[at] as number);
  });
  const sums = new Map<string, Counted>();
  here.labels.forEach((label, index) => {
    const sum = sums.get(label) ?? NONE;
    const count = sum.count + (counts[index] as number);
    sums.set(label, { count, bytes: sum.bytes + (bytes[index] as number) });
  });
  return sums;
}

const LOOKED_AT = 20_000;
/** In one process what has the same number is the same object, and so of the same class. */
const LEAST_ALIKE = 0.995;

/**
 * Whether a number means the same object in both. Two runs of one program give many numbers to the like objects, and always
 * some to others. V8's own objects are left out: they are the same in every process, or change what they are.
 */
function isOfOneProcess(before: HeapCensus, after: HeapCensus): boolean {
  const ofPrograms = before.labels.map((label) => !/^\(|^system \/|^Node \//.test(label));
  const looked = before.id.filter((_, at) => ofPrograms[before.label[at] as number]).length;
  const step = Math.max(1, Math.floor(looked / LOOKED_AT));
  const sample = new Map<number, string>();
  let passed = 0;
  before.id.forEach((id, at) => {
    const label = before.label[at] as number;
    if (ofPrograms[label] && passed++ % step === 0) sample.set(id, before.labels[label] as string);
  });
  let met = 0;
  let alike = 0;
  after.id.forEach((id, at) => {
    const label = sample.get(id);
    if (label === undefined) return;
    met++;
    if (label === after.labels[after.label[at] as number]) alike++;
  });
  return met > 0 && alike >= LEAST_ALIKE * met;
}
