import { expect, test } from "vitest";
import { classEnd } from "../../src/target/agents/class-end.ts";

function rest(source: string): string {
  return source.slice(classEnd(source, 0));
}

test("a class ends at the brace that closes its first one, whatever stands in strings, comments and patterns", () => {
  expect(rest("class A { a = \"}\"; b = '\\'}'; /* } */ c() { return /[}/]}/.test(x) } // }\n} next")).toBe(" next");
  expect(rest("class A extends mix(B) { a() { return 4 / 2 } b = 6 / 3 } next")).toBe(" next");
});

test("templates may hold braces, and expressions that hold templates", () => {
  expect(rest("class A { a = `}${ { x: `}${1}` }.x }}` } next")).toBe(" next");
});

test("what never ends has no end", () => {
  expect(classEnd("class A { a() {", 0)).toBe(-1);
  expect(classEnd("class A", 0)).toBe(-1);
});
