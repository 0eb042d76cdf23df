/** Command line of `swarmprof baseline`. */
import { resolve } from "node:path";
import type { ArgumentsCamelCase, Argv, CommandModule } from "yargs";
import { SwarmprofError } from "../../errors.ts";
import { listBaselines, readBaseline, removeBaseline, saveRunAsBaseline } from "../../verbs/baseline.ts";

interface BaselineFlags {
  action: string;
  name: string | undefined;
  run: string | undefined;
  out: string | undefined;
}

const ACTIONS = ["list", "save", "rm"] as const;

export function baselineCommand(): CommandModule<object, BaselineFlags> {
  return {
    command: "baseline <action> [name] [run]",
    describe: "saved measurements of benches: list, save, rm",
    builder: (argv: Argv) =>
      argv
        .usage("swarmprof baseline list\nswarmprof baseline save NAME [run]\nswarmprof baseline rm NAME")
        .positional("action", { choices: ACTIONS, demandOption: true, describe: "what to do" })
        .positional("name", { type: "string", describe: "name of the baseline" })
        .positional("run", { type: "string", describe: "folder or id of the run to save; the last one if left out" })
        .option("out", { type: "string", describe: "folder that holds profiles/" }),
    handler: act,
  };
}

function act({ action, name, run, out }: ArgumentsCamelCase<BaselineFlags>): void {
  const base = resolve(out ?? ".");
  if (action === "list") return list(base);
  if (name === undefined) {
    throw new SwarmprofError("BAD_USAGE", `Say which baseline: swarmprof baseline ${action} NAME`);
  }
  if (action === "save") process.stderr.write(`saved ${saveRunAsBaseline(base, name, run)}\n`);
  else removeBaseline(base, name);
}

function list(base: string): void {
  for (const name of listBaselines(base)) {
    const { savedAt, benches, environment } = readBaseline(base, name);
    const saved = savedAt.slice(0, 16).replace("T", " ");
    process.stdout.write(
      `${name}  ${saved}  ${benches.length} benches  Node ${environment.node}  ${environment.cpuModel}\n`,
    );
  }
}
