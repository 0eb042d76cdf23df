/** Which agent this process is, by the patterns that it was given: told when it starts, and again when its title has changed. */
import { type AgentName, agentNameOf, parseAgentName } from "../run/agent-name.ts";
import type { ProcessLayout } from "../run/layout.ts";
import type { AgentSettings, ProcessAgentRecord } from "../run/records.ts";
import { stringify, writeWhole } from "./pristine.ts";

export class ProcessAgent {
  readonly #file: string;
  readonly #names: readonly AgentName[];
  readonly #variables = new Map<string, string | undefined>();
  readonly #command = [process.argv0, ...process.execArgv, ...process.argv.slice(1)];
  readonly #titleBefore: string;
  #id = "";

  constructor({ names = [] }: AgentSettings, layout: ProcessLayout) {
    this.#file = layout.agent;
    this.#names = names.flatMap((text) => parseAgentName(text) ?? []);
    this.#titleBefore = this.#names.length === 0 ? "" : process.title;
    // As it was given: what the program makes of its environment is another matter.
    for (const name of this.#names) {
      if (name.kind === "env") this.#variables.set(name.variable, process.env[name.variable]);
    }
  }

  note(): void {
    if (this.#names.length === 0) return;
    const id = agentNameOf(this.#names, {
      command: () => this.#command,
      variable: (name) => this.#variables.get(name),
      title: () => (process.title === this.#titleBefore ? undefined : process.title),
    });
    if (id === "" || id === this.#id) return;
    this.#id = id;
    try {
      writeWhole(this.#file, stringify({ id } satisfies ProcessAgentRecord));
    } catch {
      // A full disk or a removed folder: the process then goes by its number.
    }
  }
}
