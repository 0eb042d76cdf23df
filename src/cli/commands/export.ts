/** Command line of `swarmprof export`. */
import type { ArgumentsCamelCase, Argv, CommandModule } from "yargs";
import { EXPORT_FORMATS, EXPORT_WEIGHTS, exportRun } from "../../verbs/export.ts";

interface ExportFlags {
  run: string | undefined;
  to: (typeof EXPORT_FORMATS)[number];
  out: string | undefined;
  stdout: boolean;
  weight: (typeof EXPORT_WEIGHTS)[number] | undefined;
  quiet: boolean;
}

export function exportCommand(): CommandModule<object, ExportFlags> {
  return {
    command: "export [run]",
    describe: "a run in the formats of other tools: cpuprofile, speedscope, pprof, Firefox Profiler, …",
    builder: flags,
    handler: run,
  };
}

function flags(argv: Argv): Argv<ExportFlags> {
  return argv
    .usage(
      "swarmprof export [run] --to FORMAT\n\nWrites a run in the format of another tool. The run is a folder, an id or its beginning, or a bench;\nwithout it, the newest in profiles/.",
    )
    .positional("run", { type: "string", describe: "folder, id or bench of the run" })
    .option("to", { choices: EXPORT_FORMATS, demandOption: true, describe: "format" })
    .option("out", { type: "string", describe: "file, or folder where there are several" })
    .option("stdout", { type: "boolean", default: false, describe: "write to stdout" })
    .option("weight", {
      choices: EXPORT_WEIGHTS,
      describe: "what collapsed stacks and svg count [default: cpu, else live]",
    })
    .option("quiet", { type: "boolean", default: false, describe: "say nothing but errors" });
}

function run({ run: name, to, out, stdout, weight, quiet }: ArgumentsCamelCase<ExportFlags>): void {
  const files = exportRun({ run: name, to, out: out || undefined, stdout, weight }, (content) =>
    process.stdout.write(content),
  );
  if (!quiet) for (const file of files) process.stderr.write(`${file}\n`);
}
