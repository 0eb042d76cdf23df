/**
 * Where a child process says which agent it is, as the command line names it: `env:AGENT_ID`, `arg:--name`, `title`, or a
 * regular expression over the command line, `/agents\/(\w+)/`, of which the first group counts, else all.
 */
export type AgentName =
  | { readonly kind: "env"; readonly variable: string }
  | { readonly kind: "arg"; readonly option: string }
  | { readonly kind: "command"; readonly pattern: RegExp }
  | { readonly kind: "title" };

/** A process as one looks at it, from outside or from inside. */
export interface NamedProcess {
  command(): readonly string[];
  variable(name: string): string | undefined;
  /** What it has called itself; undefined where it has not. */
  title(): string | undefined;
}

/** A name is to be read by people; what is longer was meant for something else. */
const LONGEST = 200;

/** With commas between them; a comma inside of a regular expression belongs to it. */
const LIST = /\s*(\/(?:\\.|[^\\/]|\/(?!i?\s*(?:,|$)))+\/i?|[^,/][^,]*?)\s*(?:,|$)/y;

/** @returns the parts of a list of patterns; undefined where one is none */
export function splitAgentNames(list: string): string[] | undefined {
  const parts: string[] = [];
  LIST.lastIndex = 0;
  while (LIST.lastIndex < list.length) {
    const part = LIST.exec(list)?.[1];
    if (part === undefined || parseAgentName(part) === undefined) return undefined;
    parts.push(part);
  }
  return parts.length === 0 ? undefined : parts;
}

/** @returns undefined for what is no pattern */
export function parseAgentName(text: string): AgentName | undefined {
  if (text === "title") return { kind: "title" };
  const { variable, option, source, flags } =
    /^(?:env:(?<variable>[^=\s]+)|arg:(?<option>\S+)|\/(?<source>.+)\/(?<flags>i?))$/s.exec(text)?.groups ?? {};
  if (variable !== undefined) return { kind: "env", variable };
  if (option !== undefined) return { kind: "arg", option };
  if (source === undefined) return undefined;
  try {
    return { kind: "command", pattern: new RegExp(source, flags) };
  } catch {
    return undefined;
  }
}

/** @returns what the first pattern says that says anything; "" where none does */
export function agentNameOf(names: readonly AgentName[], process: NamedProcess): string {
  for (const name of names) {
    const found = told(name, process)?.trim() ?? "";
    if (found !== "") return found.slice(0, LONGEST);
  }
  return "";
}

function told(name: AgentName, process: NamedProcess): string | undefined {
  switch (name.kind) {
    case "env":
      return process.variable(name.variable);
    case "arg":
      return argument(process.command(), name.option);
    case "command": {
      const match = name.pattern.exec(process.command().join(" "));
      return match?.slice(1).find((group) => group !== undefined) ?? match?.[0];
    }
    case "title":
      return process.title();
  }
}

/** `--name planner` or `--name=planner`; the program itself is no argument. */
function argument(command: readonly string[], option: string): string | undefined {
  const [, ...args] = command;
  const at = args.indexOf(option);
  const [joined] = args.filter((arg) => arg.startsWith(`${option}=`));
  return joined === undefined ? (at < 0 ? undefined : args[at + 1]) : joined.slice(option.length + 1);
}
