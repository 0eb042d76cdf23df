import { describe, expect, test } from "vitest";
import { agentNameOf, parseAgentName, splitAgentNames } from "../../src/run/agent-name.ts";

const PROCESS = {
  command: () => ["python3", "agents/planner.py", "--agent", "seven", "--level=3", "--level", "4"],
  variable: (name: string) => (name === "AGENT_ID" ? " env-1 " : undefined),
  title: () => undefined,
};

function nameBy(...patterns: readonly string[]): string {
  return agentNameOf(
    patterns.flatMap((text) => parseAgentName(text) ?? []),
    PROCESS,
  );
}

describe("the name of an agent that is a process", () => {
  test("is a variable, an argument, what a group matches, or all that matches", () => {
    expect(nameBy("env:AGENT_ID")).toBe("env-1");
    expect(nameBy("arg:--agent")).toBe("seven");
    expect(nameBy("arg:--level")).toBe("3");
    expect(nameBy("/agents\\/(\\w+)\\.py/")).toBe("planner");
    expect(nameBy("/AGENTS/i")).toBe("agents");
    expect(nameBy("/--(?:none (\\w+)|agent (\\w+))/")).toBe("seven");
  });

  test("is by the first pattern that says anything, and nothing where none does", () => {
    expect(nameBy("title", "env:NOBODY", "arg:--none", "/nobody/", "arg:--agent", "env:AGENT_ID")).toBe("seven");
    expect(nameBy("title", "arg:python3")).toBe("");
  });
});

test("a list is split at commas, but not inside of a regular expression", () => {
  expect(splitAgentNames("env:A, arg:--name,/a{1,2}/,/b[/]c,d/i,title")).toEqual([
    "env:A",
    "arg:--name",
    "/a{1,2}/",
    "/b[/]c,d/i",
    "title",
  ]);
  expect(["", "title,", "nonsense", "env:", "/(/", "title,,title", "/a"].map(splitAgentNames)).toEqual([
    undefined,
    ["title"],
    undefined,
    undefined,
    undefined,
    undefined,
    undefined,
  ]);
});
