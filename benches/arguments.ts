import { parseArgs } from "node:util";

/** What the scripts of this folder can be told. */
export interface Arguments {
  readonly workflows: number;
  readonly seed: number;
  readonly agents: number;
}

/**
 * Reads `--workflows N --seed S --agents N`.
 * @throws Error on an unknown option or on something that is not a whole number
 */
export function readArguments(args: readonly string[], defaults: Arguments): Arguments {
  const option = { type: "string" } as const;
  const { values } = parseArgs({ args: [...args], options: { workflows: option, seed: option, agents: option } });
  return {
    workflows: wholeNumber("workflows", values.workflows, defaults.workflows),
    seed: wholeNumber("seed", values.seed, defaults.seed),
    agents: wholeNumber("agents", values.agents, defaults.agents),
  };
}

function wholeNumber(name: string, text: string | undefined, fallback: number): number {
  if (text === undefined) return fallback;
  if (!/^\d+$/.test(text)) throw new Error(`--${name} takes a whole number, not "${text}".`);
  return Number(text);
}
