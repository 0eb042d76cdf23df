import { transformSync } from "esbuild";
import { expect, test } from "vitest";
import { decodeSourceMap } from "../../src/formats/source-map.ts";

const source = `interface Message { readonly text: string }

export function countLetters(message: Message): number {
  return message.text.length;
}

export const countWords = (message: Message): number => message.text.split(" ").length;

export class Planner {
  planNext(): number {
    return countWords({ text: "a b" }) + countLetters({ text: "c" });
  }
}
`;

/** Where V8 says a function is: at the bracket before its parameters. */
function bracketAfter(code: string, text: string): { line: number; column: number } {
  const at = code.indexOf(text) + text.length;
  const before = code.slice(0, at).split("\n");
  return { line: before.length, column: (before.at(-1) ?? "").length + 1 };
}

test("finds place and name of a function in minified code", () => {
  const { code, map } = transformSync(source, {
    loader: "ts",
    minify: true,
    sourcemap: "external",
    sourcefile: "swarm.ts",
    format: "iife",
    globalName: "swarm",
  });
  const locate = decodeSourceMap(JSON.parse(map), "file:///out/swarm.js.map");
  const [, short = ""] = /function (\w+)\(\w+\)\{return \w+\.text\.length/.exec(code) ?? [];
  const { line, column } = bracketAfter(code, `function ${short}`);
  expect(locate?.(short, line, column)).toMatchObject({
    source: "file:///out/swarm.ts",
    line: 3,
    name: "countLetters",
  });
});

test("keeps the name of code that was transformed but not renamed", () => {
  const { code, map } = transformSync(source, { loader: "ts", sourcemap: "external", sourcefile: "swarm.ts" });
  const locate = decodeSourceMap(JSON.parse(map), "file:///out/swarm.js.map");
  const { line, column } = bracketAfter(code, "planNext");
  expect(locate?.("planNext", line, column)).toMatchObject({ line: 10, name: undefined });
});

test("finds no place in a map whose source is not there", () => {
  const locate = decodeSourceMap({ version: 3, sources: [], names: [], mappings: "AAAA" }, "file:///a.js");
  expect(locate?.("a", 1, 1)).toBeUndefined();
  expect(locate?.("a", 0, 0)).toBeUndefined();
});

test.each([[null], [7], [{}], [{ version: 3, mappings: 5 }]])("takes %j for no map", (input) => {
  const locate = decodeSourceMap(input, "file:///a.js");
  expect(locate?.("a", 1, 1)).toBeUndefined();
});
