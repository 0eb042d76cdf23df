import { describe, expect, test } from "vitest";
import { definitionsOf, subclassesOf } from "../../src/target/agents/class-definitions.ts";

function kinds(source: string): string[] {
  return definitionsOf(source, "Planner").map(({ hasMembers, text }) =>
    text === undefined ? "made" : hasMembers ? "class" : "function",
  );
}

test("a class stands in a source in many forms, and once however many names it has", () => {
  expect(kinds("class Planner {} let Planner = class _Planner {}")).toEqual(["class", "class"]);
  expect(kinds("const Planner = class Planner { a() {} }")).toEqual(["class"]);
  expect(kinds("f(class Planner { x = 1 }); const o = { Planner: class {} }")).toEqual(["class", "class"]);
  expect(kinds("function Planner(a = {}) { } var Planner = function () {}")).toEqual(["function", "function"]);
  expect(kinds("const Planner = mixin(Base); exports.Planner = wrap(Planner)")).toEqual(["made", "made"]);
  expect(kinds("new Planner(); class PlannerOf {}; Planner == 1; x.Planner.y = 2")).toEqual([]);
});

describe("the members of a class", () => {
  const members = (source: string) => {
    const [{ constructorAt, functionFields } = { constructorAt: undefined, functionFields: [] }] = definitionsOf(
      source,
      "Planner",
    );
    return [constructorAt === undefined ? "" : source.slice(constructorAt, constructorAt + 4), functionFields];
  };

  test("are fields with functions in them, and what the constructor sets", () => {
    expect(members("class Planner { run = async () => { a = () => 1 }; b = f(() => 1); c = x => x; d = 4 }")).toEqual([
      "",
      ["run", "c"],
    ]);
    expect(
      members("class Planner extends mix({}) { e = 1; constructor(x) { so; this.say = function () {} } }"),
    ).toEqual([" so;", ["say"]]);
  });
});

test("subclasses are found by names, through others, in any order", () => {
  const source =
    "class C extends B {} const B = class extends mix(Planner) {}; class D extends agents.Planner {} class E extends F {}";
  expect(subclassesOf(source, new Set(["Planner"])).sort()).toEqual(["B", "C", "D"]);
});
