import { expect, test } from "vitest";
import { analyseHeap } from "../../src/analysis/heap/analyse-heap.ts";
import { heapCensus } from "../../src/analysis/heap/census.ts";
import { SwarmprofError } from "../../src/errors.ts";
import { readHeapSnapshot } from "../../src/formats/heapsnapshot/read-heap-snapshot.ts";
import { redactSnapshot } from "../../src/formats/heapsnapshot/redact.ts";
import { randomFrom } from "../../src/stats/random.ts";
import { randomHeapText, snapshotJson, sourceOfBytes } from "../support/heap-from-text.ts";

type Damage = (json: string, random: () => number) => string;

const below = (limit: number, random: () => number): number => Math.floor(random() * limit);

/** Puts another number in the place of one of the file's. */
function withNumber(json: string, random: () => number, number: string): string {
  const places = [...json.matchAll(/\d+/g)];
  const place = places[below(places.length, random)];
  if (place === undefined) return json;
  return json.slice(0, place.index) + number + json.slice(place.index + place[0].length);
}

const DAMAGES: Readonly<Record<string, Damage>> = {
  "cut off": (json, random) => json.slice(0, below(json.length, random)),
  "a byte changed": (json, random) => {
    const at = below(json.length, random);
    return json.slice(0, at) + String.fromCharCode(32 + below(95, random)) + json.slice(at + 1);
  },
  "a piece left out": (json, random) => {
    const at = below(json.length, random);
    return json.slice(0, at) + json.slice(at + 1 + below(40, random));
  },
  "two pieces swapped": (json, random) => {
    const [a = 0, b = 0, c = 0] = [0, 0, 0].map(() => below(json.length, random)).sort((x, y) => x - y);
    return json.slice(0, a) + json.slice(b, c) + json.slice(a, b) + json.slice(c);
  },
  "another number": (json, random) => withNumber(json, random, String(below(1000, random))),
  "a negative number": (json, random) => withNumber(json, random, "-1"),
  "a huge number": (json, random) =>
    withNumber(json, random, ["4294967296", "99999999999999999999", "1e9"][below(3, random)] as string),
};

/** With an account of who allocated what, of two functions. */
const SECTIONS =
  '"trace_function_infos":[0,0,0,0,0,0,1,0,0,1,2,3],"trace_tree":[1,0,2,40,[2,1,1,8,[],3,1,1,8,[]]],"locations":[6,3,0,1,12,3,0,1],';
const FORM = { sections: SECTIONS, nodeFields: ["type", "name", "id", "self_size", "edge_count", "trace_node_id"] };
const HEAD =
  '"trace_function_info_fields":["function_id","name","script_name","script_id","line","column"],"node_fields"';

function tracked(text: string): string {
  const json = snapshotJson(text, FORM).replace('"node_fields"', HEAD);
  return json.replace('"extra_native_bytes":11', '"extra_native_bytes":11,"trace_function_count":2');
}

test.each(Object.keys(DAMAGES))(
  "a snapshot with %s is read, or is an error in a line; it is never a crash or a hang",
  (name) => {
    const damage = DAMAGES[name] as Damage;
    const random = randomFrom(31);
    let unreadable = 0;
    for (let run = 0; run < 400; run++) {
      const json = damage(tracked(randomHeapText(random)), random);
      try {
        useOf(json);
      } catch (error) {
        if (!(error instanceof SwarmprofError)) throw new Error(`${String(error)} for\n${json}`, { cause: error });
        expect(error.message.split("\n")).toHaveLength(1);
        unreadable++;
      }
    }
    expect(unreadable).toBeGreaterThan(0);
  },
);

test("an undamaged one is read", () => {
  const graph = readHeapSnapshot(sourceOfBytes(tracked(randomHeapText(randomFrom(32)))));
  expect(graph.allocations?.sites.parent).toEqual(Int32Array.from([-1, 0, 0]));
  expect(graph.allocations?.functions.line).toEqual(Uint32Array.from([0, 2]));
});

/** All that is done with a snapshot. */
function useOf(json: string): void {
  const census = heapCensus(readHeapSnapshot(sourceOfBytes(json)));
  const agentClasses = [{ name: "A", file: "", field: "" }];
  analyseHeap(readHeapSnapshot(sourceOfBytes(json)), {
    agentClasses,
    earlier: [census, census],
    wording: { texts: true },
  });
  redactSnapshot(sourceOfBytes(json), () => {});
}
