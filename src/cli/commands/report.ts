/** Command line of `swarmprof report`. */
import type { ArgumentsCamelCase, Argv, CommandModule } from "yargs";
import { SwarmprofError } from "../../errors.ts";
import { REPORT_FORMATS, type ReportFormat, report } from "../../verbs/report.ts";
import { importSummary } from "../import-summary.ts";
import { sayReport } from "../say-report.ts";
import { type ReportFlags, reportFlags } from "./report-flags.ts";

interface Flags extends ReportFlags {
  run: string | undefined;
  format: string;
}

export function reportCommand(): CommandModule<object, Flags> {
  return {
    command: "report [run]",
    describe: "the report of a run again, as HTML, Markdown or JSON",
    builder: flags,
    handler: run,
  };
}

function flags(argv: Argv): Argv<Flags> {
  const own = argv
    .usage(
      "swarmprof report [run]\n\nWrites the report of a run again. The run is a folder, an id or its beginning, or a bench; without it,\nthe newest in profiles/.",
    )
    .positional("run", { type: "string", describe: "folder, id or bench of the run" })
    .option("format", { type: "string", default: "html", describe: "html, and with commas md, json: files beside it" });
  return reportFlags(own);
}

async function run(flags: ArgumentsCamelCase<Flags>): Promise<void> {
  const written = report({ run: flags.run, formats: formats(flags.format), out: flags.out || undefined });
  await sayReport(written, flags, importSummary);
}

function formats(list: string): ReportFormat[] {
  return list.split(",").map((name) => {
    const format = REPORT_FORMATS.find((known) => known === name.trim());
    if (format !== undefined) return format;
    throw new SwarmprofError(
      "BAD_USAGE",
      `--format takes ${REPORT_FORMATS.join(", ")}, with commas between, not "${name}"`,
    );
  });
}
