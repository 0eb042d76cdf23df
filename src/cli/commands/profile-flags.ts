/** The flags that `swarmprof cpu` and `swarmprof mem` share, as yargs knows them and as the verbs take them. */
import type { Argv } from "yargs";
import { parseAgentClass } from "../../run/agent-class.ts";
import { splitAgentNames } from "../../run/agent-name.ts";
import { SwarmprofError } from "../../errors.ts";
import type { AgentSettings } from "../../run/records.ts";
import type { ProfileOptions } from "../../verbs/profile.ts";
import { parseDuration } from "../quantities.ts";

export interface ProfileFlags {
  timeout: string | undefined;
  name: string | undefined;
  out: string | undefined;
  open: boolean;
  json: boolean;
  quiet: boolean;
  color: boolean;
  "agent-class": string | undefined;
  keep: boolean;
  "agent-name": string | undefined;
  "agent-spans": boolean | undefined;
  "keep-snapshots": boolean;
}

export function profileFlags<T>(argv: Argv<T>): Argv<T & ProfileFlags> {
  return argv
    .option("timeout", { type: "string", describe: "end the program after this time; a bare number is seconds" })
    .option("name", { type: "string", describe: "name of run and report, in place of the path" })
    .option("out", { type: "string", describe: "folder for the report, and for profiles/" })
    .option("open", { type: "boolean", default: false, describe: "open the report" })
    .option("json", {
      type: "boolean",
      default: false,
      describe: "one JSON document on stdout; the program's stdout goes to stderr",
    })
    .option("agent-class", {
      type: "string",
      describe: "classes whose instances are agents: Planner,Coder or src/swarm.ts#Agent, with a field: Agent:handle",
    })
    .option("keep", {
      type: "boolean",
      default: false,
      describe: "keep what an engine has written by itself, and its own report",
    })
    .option("agent-name", {
      type: "string",
      describe:
        "where child processes have their names: env:AGENT_ID, arg:--name, title or /agents\\/(\\w+)/ over the command line; the first that says anything",
    })
    .option("agent-spans", {
      type: "boolean",
      describe: "whether OpenTelemetry spans of agents tell who runs [default: unless --agent-class is given]",
    })
    .option("keep-snapshots", {
      type: "boolean",
      default: false,
      describe: "keep all heap snapshots; else, of each thread, the last one and the highest",
    })
    .option("quiet", { type: "boolean", default: false, describe: "say nothing but errors" })
    .option("color", { type: "boolean", default: true, describe: "colours on a terminal; --no-color turns them off" });
}

/** @throws SwarmprofError BAD_USAGE */
export function profileOptions(flags: ProfileFlags): ProfileOptions {
  return {
    name: text("name", flags.name),
    out: text("out", flags.out),
    timeoutMs: flags.timeout === undefined ? undefined : parseDuration("timeout", flags.timeout, "s"),
    targetStdout: flags.json ? "stderr" : "inherit",
    agents: agentSettings(flags),
    keepSnapshots: flags["keep-snapshots"],
    keep: flags.keep,
    commandLine: ["swarmprof", ...process.argv.slice(2)],
  };
}

/** @throws SwarmprofError BAD_USAGE */
function agentSettings(flags: ProfileFlags): AgentSettings {
  const classes = agentClasses(flags["agent-class"]);
  // Who has said by classes who the agents are would have each of them twice.
  const spans = flags["agent-spans"] ?? classes.length === 0;
  return { classes, names: agentNames(flags["agent-name"]), spans };
}

/** @throws SwarmprofError BAD_USAGE */
export function agentClasses(list: string | undefined): string[] {
  if (list === undefined) return [];
  const names = list.split(",").map((name) => name.trim());
  const bad = names.find((name) => parseAgentClass(name) === undefined);
  if (bad === undefined) return names;
  throw new SwarmprofError("BAD_USAGE", `--agent-class takes names like Planner,src/swarm.ts#Coder, not "${bad}"`);
}

/** @throws SwarmprofError BAD_USAGE */
function agentNames(list: string | undefined): string[] {
  if (list === undefined) return [];
  const names = splitAgentNames(list);
  if (names !== undefined) return names;
  throw new SwarmprofError(
    "BAD_USAGE",
    `--agent-name takes env:NAME, arg:--option, title or /regular expression/, with commas between them, not "${list}"`,
  );
}

/** Taken as they are: yargs would read numbers in them. */
export function targetArguments(): string[] {
  const at = process.argv.indexOf("--");
  return at < 0 ? [] : process.argv.slice(at + 1);
}

function text(flag: string, value: string | undefined): string | undefined {
  if (value === "") throw new SwarmprofError("BAD_USAGE", `--${flag} takes a name, not an empty text`);
  return value;
}
