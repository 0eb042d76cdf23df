/** Command line of `swarmprof doctor`. */
import type { ArgumentsCamelCase, Argv, CommandModule } from "yargs";
import { checkMachine, type MachineCheck } from "../../verbs/check-machine.ts";
import { doctor } from "../../verbs/doctor.ts";
import { cpuSummary } from "../cpu-summary.ts";
import { exitCode } from "../exit-code.ts";
import { type Paint, paintFor } from "../paint.ts";
import { startProgress } from "../progress.ts";
import { sayReport } from "../say-report.ts";
import { type ProfileFlags, profileFlags, profileOptions, targetArguments } from "./profile-flags.ts";

interface DoctorFlags extends ProfileFlags {
  bench: string | undefined;
  page: boolean;
}

/** @param finish is given the exit code */
export function doctorCommand(finish: (exitCode: number) => void): CommandModule<object, DoctorFlags> {
  return {
    command: "doctor [bench]",
    describe: "the checklist of this machine; of a program, what @clinic/doctor says of it, beside a CPU profile",
    builder: flags,
    handler: async (flags) => finish(flags.bench === undefined ? sayMachine(flags) : await run(flags, flags.bench)),
  };
}

function flags(argv: Argv): Argv<DoctorFlags> {
  return profileFlags(
    argv
      .usage(
        "swarmprof doctor\nswarmprof doctor <bench> [-- args…]\n\nWithout a program: what of this machine helps or harms measurements.\nWith one: its event loop, garbage collection and I/O, as @clinic/doctor sees them.",
      )
      .positional("bench", { type: "string", describe: "path of a Node program: .js .mjs .cjs .ts .mts .cts" })
      .option("page", {
        type: "boolean",
        default: true,
        describe: "have clinic draw its own page beside the report; --no-page saves some seconds",
      }),
  );
}

async function run(flags: ArgumentsCamelCase<DoctorFlags>, bench: string): Promise<number> {
  const progress = startProgress({ quiet: flags.quiet });
  progress.say(`watching ${bench}`);
  const options = { ...profileOptions(flags), bench, args: targetArguments(), keep: flags.page };
  const report = await doctor(options, () => progress.say("reading what was recorded")).finally(() => progress.end());
  await sayReport(report, flags, cpuSummary);
  return exitCode(report);
}

function sayMachine({ json, color }: DoctorFlags): number {
  const checks = checkMachine();
  const paint = paintFor(process.stdout, { color });
  const document = { schema: "swarmprof/machine@1", checks };
  process.stdout.write(
    json ? `${JSON.stringify(document, null, 2)}\n` : `${checks.map((one) => line(one, paint)).join("\n")}\n`,
  );
  return 0;
}

function line({ name, isWell, says }: MachineCheck, paint: Paint): string {
  return `${isWell ? paint.faint("·") : paint.warn("!")} ${name}: ${says}`;
}
