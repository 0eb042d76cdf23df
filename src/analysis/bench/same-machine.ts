import type { EnvironmentFingerprint } from "../../run/records.ts";

interface Difference {
  readonly key: keyof EnvironmentFingerprint;
  readonly words: string;
}

const MACHINE: readonly Difference[] = [
  { key: "cpuModel", words: "CPU" },
  { key: "cpuCount", words: "number of CPUs" },
  { key: "platform", words: "platform" },
  { key: "arch", words: "architecture" },
];

/** Whether times of both can be compared at all. */
export function sameMachine(a: EnvironmentFingerprint, b: EnvironmentFingerprint): boolean {
  return MACHINE.every(({ key }) => a[key] === b[key]);
}

/** In what matters to a time. */
export function differences(a: EnvironmentFingerprint, b: EnvironmentFingerprint): Difference[] {
  return [...MACHINE, { key: "node" as const, words: "Node" }].filter(({ key }) => a[key] !== b[key]);
}
