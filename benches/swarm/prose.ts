import type { Random } from "./random.ts";

const SUBJECTS =
  "order invoice cart account payment customer stock shipment refund session ticket report quote ledger parcel voucher profile price catalogue batch";
const VERBS =
  "validate store load merge split rank index cache retry notify archive import export encrypt reconcile schedule audit compress route throttle";
const QUALITIES =
  "stale partial duplicate signed remote pending large empty nested shared locked expired draft public internal regional daily first final broken";

const words = (text: string): readonly string[] => text.split(" ");

/** What the agents of the swarm can talk about. */
export const vocabulary = {
  subjects: words(SUBJECTS),
  verbs: words(VERBS),
  qualities: words(QUALITIES),
} as const;

/** A seeded paragraph in which each sentence is one demand, such as "Merge the stale invoice before each daily audit." */
export function writeProse(random: Random, sentences: number): string {
  return Array.from({ length: sentences }, () => writeSentence(random)).join(" ");
}

function writeSentence(random: Random): string {
  const { subjects, verbs, qualities } = vocabulary;
  const verb = random.pick(verbs);
  const demand = `${verb} the ${random.pick(qualities)} ${random.pick(subjects)}`;
  const moment = `before each ${random.pick(qualities)} ${random.pick(subjects)} can ${random.pick(verbs)}`;
  return `${demand.charAt(0).toUpperCase()}${demand.slice(1)} ${moment} ${random.below(1_000)}.`;
}
