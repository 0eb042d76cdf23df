import { vocabulary } from "./prose.ts";
import type { Random } from "./random.ts";

/** What came of running a program. */
export interface Execution {
  /** 32-bit mix of all variables. */
  readonly value: number;
  /** 0-based numbers of the lines that could not be run. */
  readonly failedLines: readonly number[];
}

const STATEMENT = /^let (\w+) = (\w+) ([-+*^]) (\w+)/;
const OPERATORS = ["+", "*", "^", "-"] as const;
const UNKNOWN_NAME_RATE = 0.02;
const SMELL_RATE = 0.04;

/**
 * One line of the toy language that the coders write: `let order_7 = cart_3 * 41`.
 * A few lines are born broken (they use a name that does not exist) or smelly (a "todo" left behind).
 * @param line 0-based; the line may use the variables of earlier lines
 * @param terms what the variables are called after, one a line in turn
 */
export function writeLine(random: Random, line: number, terms: readonly string[]): string {
  const left = random.chance(UNKNOWN_NAME_RATE) ? "nobody" : earlierName(random, line, terms);
  const comment = random.chance(SMELL_RATE) ? ` // todo ${random.pick(vocabulary.verbs)} this` : "";
  return `let ${nameOfLine(line, terms)} = ${left} ${random.pick(OPERATORS)} ${random.below(1_000)}${comment}`;
}

/** Runs a program line by line. */
export function execute(lines: readonly string[]): Execution {
  const variables = new Map<string, number>();
  const failedLines: number[] = [];
  let value = 0;
  for (const [number, line] of lines.entries()) {
    const [, name = "", left = "", operator = "", right = ""] = STATEMENT.exec(line) ?? [];
    const result = calculate(operator, read(left, variables), read(right, variables));
    if (result === undefined) failedLines.push(number);
    // A failed line still defines its name, so that one mistake is reported once and not on all lines after it.
    variables.set(name, result ?? 0);
    value = Math.imul(value ^ (result ?? 0), 0x01000193);
  }
  return { value, failedLines };
}

function nameOfLine(line: number, terms: readonly string[]): string {
  return `${terms[line % terms.length] ?? "value"}_${line}`;
}

function earlierName(random: Random, line: number, terms: readonly string[]): string {
  return line === 0 ? String(random.below(1_000)) : nameOfLine(random.below(line), terms);
}

function read(operand: string, variables: ReadonlyMap<string, number>): number | undefined {
  return /^\d+$/.test(operand) ? Number(operand) : variables.get(operand);
}

function calculate(operator: string, left: number | undefined, right: number | undefined): number | undefined {
  if (left === undefined || right === undefined) return undefined;
  switch (operator) {
    case "+":
      return (left + right) | 0;
    case "-":
      return (left - right) | 0;
    case "*":
      return Math.imul(left, right);
    case "^":
      return left ^ right;
    default:
      return undefined;
  }
}
