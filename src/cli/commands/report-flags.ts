/** The flags of all verbs that end with a report. */
import type { Argv } from "yargs";

export interface ReportFlags {
  out: string | undefined;
  open: boolean;
  json: boolean;
  quiet: boolean;
  color: boolean;
}

export function reportFlags<T>(argv: Argv<T>): Argv<T & ReportFlags> {
  return argv
    .option("out", { type: "string", describe: "folder for the report, and for profiles/" })
    .option("open", { type: "boolean", default: false, describe: "open the report" })
    .option("json", { type: "boolean", default: false, describe: "one JSON document on stdout" })
    .option("quiet", { type: "boolean", default: false, describe: "say nothing but errors" })
    .option("color", { type: "boolean", default: true, describe: "colours on a terminal; --no-color turns them off" });
}
