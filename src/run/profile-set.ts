/** Profiles of several threads, as they stand in a file of any format: what decoders give and encoders take. */
import type { CpuProfile } from "./cpu-profile.ts";
import type { HeapProfile } from "./heap-profile.ts";
import type { AllocationKind } from "./records.ts";

export interface ProfileSet {
  /** What made the file, as far as it says so; else "". */
  readonly tool: string;
  readonly threads: readonly ThreadProfiles[];
}

export interface ThreadProfiles {
  /** 0 where the file doesn't tell. */
  readonly pid: number;
  /** As the file calls the thread; "" where it doesn't. */
  readonly name: string;
  readonly time: TimeProfile | undefined;
  readonly heaps: readonly AllocationProfile[];
  readonly markers?: readonly Marker[];
}

/** Something that happened at a time beside the samples, on their clock. */
export interface Marker {
  readonly name: string;
  readonly startUs: number;
  readonly endUs: number;
  readonly detail: string;
}

/** What a µs of the profile is in truth: a µs, or a thousandth of a sample whose time nobody knows. */
export type TimeUnit = "us" | "samples";

/** A sample of unknown time stands for so many µs, so that it can be drawn. */
export const SAMPLE_US = 1_000;

export interface TimeProfile {
  readonly profile: CpuProfile;
  readonly unit: TimeUnit;
  /** Whether the samples stand in the order in which they were taken; else each stack stands there once. */
  readonly inOrder: boolean;
  /** CPU time of each sample, µs, where it is known apart from the time on the clock. */
  readonly cpuUs?: Float64Array;
  /** Index of each sample's agent, from 1; 0 is nobody. */
  readonly agents?: { readonly ids: readonly string[]; readonly of: Uint32Array };
}

export interface AllocationProfile {
  readonly profile: HeapProfile;
  readonly kind: AllocationKind;
  /** Bytes between two samples, on average; 0 where the file doesn't tell. */
  readonly intervalBytes: number;
}

/** Of a profile without more than its times. */
export function timeProfile(profile: CpuProfile, unit: TimeUnit = "us", { inOrder = true } = {}): TimeProfile {
  return { profile, unit, inOrder };
}

/** How long each sample lasts, µs: until the next one, the last one until the end of the profile. */
export function sampleDurations({ timesUs, endUs }: CpuProfile): Float64Array {
  return timesUs.map((start, i) => Math.max(0, (timesUs[i + 1] ?? Math.max(endUs, start)) - start));
}
