import { expect, test } from "vitest";
import { Context } from "../../benches/swarm/context.ts";
import { writeProse } from "../../benches/swarm/prose.ts";
import { Random } from "../../benches/swarm/random.ts";

const random = new Random(1);
const entries = Array.from({ length: 12 }, (_, number) => `Entry ${number} with "ümlaut" … ${writeProse(random, 10)}`);

test("gives back what it has compressed, in order", () => {
  const context = new Context({ recentBytes: 4_000, chunks: 100 });
  for (const entry of entries) context.append(entry);
  expect(context.entries()).toEqual(entries);
  expect(context.compressionRatio).toBeGreaterThan(1.5);
  expect(context.sizeBytes).toBeLessThan(Buffer.byteLength(entries.join("")));
});

test("has no ratio before the first compression", () => {
  const context = new Context();
  context.append("a first entry");
  expect(context.compressionRatio).toBeNull();
});

test("forgets the oldest chunks", () => {
  const context = new Context({ recentBytes: 1, chunks: 2 });
  for (const entry of entries) context.append(entry);
  expect(context.entries()).toEqual(entries.slice(-2));
});

test("recalls the entries that have most to do with a text", () => {
  const context = new Context();
  for (const entry of ["ship the parcel", "refund the invoice", "refund the broken invoice twice"])
    context.append(entry);
  expect(context.recall("refund an invoice", 2)).toEqual(["refund the invoice", "refund the broken invoice twice"]);
});
