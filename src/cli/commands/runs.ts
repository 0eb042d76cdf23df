/** Command line of `swarmprof runs`. */
import type { ArgumentsCamelCase, Argv, CommandModule } from "yargs";
import { bytes } from "../../analysis/words.ts";
import { SwarmprofError } from "../../errors.ts";
import { type ListedRun, pruneRuns, runs, showRun } from "../../verbs/runs.ts";
import { parseCount } from "../quantities.ts";

interface Flags {
  action: string | undefined;
  run: string | undefined;
  keep: string | undefined;
  "dry-run": boolean;
  json: boolean;
}

export function runsCommand(): CommandModule<object, Flags> {
  return { command: "runs [action] [run]", describe: "recorded runs: list, show, prune", builder: flags, handler };
}

function flags(argv: Argv): Argv<Flags> {
  return argv
    .usage(
      "swarmprof runs                  list them\nswarmprof runs show [run]       one of them: a folder, an id or its beginning, a bench; or the newest\nswarmprof runs prune --keep N   remove all but the newest N of each bench",
    )
    .positional("action", { choices: ["list", "show", "prune"] as const, default: "list" })
    .positional("run", { type: "string", describe: "folder, id or bench of the run" })
    .option("keep", { type: "string", describe: "runs of each bench that prune leaves" })
    .option("dry-run", { type: "boolean", default: false, describe: "say what prune would remove" })
    .option("json", { type: "boolean", default: false, describe: "one JSON document on stdout" }) as Argv<Flags>;
}

function handler({ action, run, json, ...flags }: ArgumentsCamelCase<Flags>): void {
  switch (action) {
    case "show": {
      const { run: shown, manifest } = showRun(run);
      say(json, manifest, `${line(shown)}\n${manifest.command.join(" ")}\n`);
      return;
    }
    case "prune": {
      const removed = pruneRuns({ keep: keep(flags.keep), dryRun: flags["dry-run"] });
      const sum = removed.reduce((all, one) => all + one.bytes, 0);
      const words = `${flags["dry-run"] ? "would remove" : "removed"} ${removed.length} runs, ${bytes(sum)}`;
      say(json, { removed }, [...removed.map(line), words, ""].join("\n"));
      return;
    }
    default: {
      const all = runs();
      say(json, { runs: all }, all.length === 0 ? "no runs in profiles/\n" : `${all.map(line).join("\n")}\n`);
    }
  }
}

function keep(count: string | undefined): number {
  if (count === undefined)
    throw new SwarmprofError("BAD_USAGE", "Say how many runs of each bench stay: swarmprof runs prune --keep 10");
  return parseCount("keep", count);
}

function line({ id, verb, status, bytes: size, bench }: ListedRun): string {
  return [id, verb.padEnd(6), status.padEnd(11), bytes(size).padStart(8), bench].join("  ");
}

/** The list is what was asked for: stdout has it either way. */
function say(json: boolean, document: object, text: string): void {
  process.stdout.write(json ? `${JSON.stringify(document, null, 2)}\n` : text);
}
