import { expect, test } from "vitest";
import { SwarmprofError } from "../../src/errors.ts";
import { randomFrom } from "../../src/stats/random.ts";
import { FOREIGN_FILES } from "../support/foreign-files.ts";
import { readText } from "../support/read-text.ts";

const ROUNDS = 400;
const WORDS = [
  "__proto__",
  "constructor",
  "-1",
  "1e308",
  "NaN",
  "null",
  '"',
  "{",
  "]",
  ",",
  ";",
  "\n",
  "99999999999999999999",
  "\0",
];

/** One of the things that happen to files: cut off, a byte changed, a piece missing, twice, or of something else. */
function damaged(bytes: Buffer, random: () => number): Buffer {
  const below = (limit: number): number => Math.floor(random() * limit);
  const at = below(bytes.length + 1);
  const to = Math.min(bytes.length, at + below(30));
  const [before, piece, after] = [bytes.subarray(0, at), bytes.subarray(at, to), bytes.subarray(to)];
  switch (below(5)) {
    case 0:
      return before;
    case 1:
      return Buffer.concat([before, Buffer.of(below(256)), bytes.subarray(at + 1)]);
    case 2:
      return Buffer.concat([before, after]);
    case 3:
      return Buffer.concat([before, piece, piece, after]);
    default:
      return Buffer.concat([before, Buffer.from(WORDS[below(WORDS.length)] as string), after]);
  }
}

test.each(Object.entries(FOREIGN_FILES))(
  "%s: however it is damaged, there is a result or one line that says why",
  (name, content) => {
    const random = randomFrom(20_261_124);
    const bytes = Buffer.from(content as string);
    let failed = 0;
    for (let round = 0; round < ROUNDS; round++) {
      let broken: Buffer = bytes;
      for (let i = 0; i <= round % 3; i++) broken = damaged(broken, random);
      try {
        const { profiles } = readText(broken);
        for (const { time } of profiles.threads) {
          const { timesUs, samples, frames } = time?.profile ?? { timesUs: [], samples: [], frames: [] };
          expect(
            samples.every((node) => node < frames.length),
            `round ${round}`,
          ).toBe(true);
          expect(
            [...timesUs].every((us, i) => Number.isFinite(us) && us >= (timesUs[i - 1] ?? us)),
            `round ${round}`,
          ).toBe(true);
        }
      } catch (error) {
        if (!(error instanceof SwarmprofError))
          throw new Error(`round ${round} of ${name}: ${broken.toString()}`, { cause: error });
        expect(error.message).not.toContain("\n");
        failed++;
      }
    }
    expect(failed).toBeGreaterThan(0);
    expect(Reflect.get({}, "polluted")).toBeUndefined();
    expect(Object.keys(Object.prototype)).toEqual([]);
  },
);

test.each(Object.keys(FOREIGN_FILES))("%s is told by what is in it", (name) => {
  expect(readText(FOREIGN_FILES[name] ?? "").format).toBe(name.replace("nested ", ""));
});

test.each([
  ["", "is empty"],
  [" \n\t", "nothing but blanks"],
  ["hello world", "in no format that is known here"],
  ["<html>", "in no format that is known here"],
  ["{}", "no profile of a known format: an object with nothing in it"],
  ['{"__proto__": {"polluted": 1}}', "no profile of a known format"],
  ['{"snapshot":{"meta":{}}}', "is a heap snapshot. Read it with: swarmprof heap"],
  ["{", "can't be read as JSON"],
  ["v8-version,1\n", "no tick"],
  [Uint8Array.of(0x1f, 0x8b, 8, 0, 0), "unexpected end"],
])("says in one line what is wrong with %j", (content, why) => {
  expect(() => readText(content)).toThrow(why);
});
