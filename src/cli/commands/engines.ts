/** Command line of `swarmprof engines`. */
import type { CommandModule } from "yargs";
import { engines, type EngineView } from "../../verbs/engines.ts";
import { type Paint, paintFor } from "../paint.ts";

interface EnginesFlags {
  json: boolean;
  color: boolean;
}

export function enginesCommand(): CommandModule<object, EnginesFlags> {
  return {
    command: "engines",
    describe: "what can take samples and snapshots here: installed or not, what each can, and what not",
    builder: (argv) =>
      argv
        .usage("swarmprof engines\n\nLists the engines, and says of each that does not work here why not.")
        .option("json", { type: "boolean", default: false, describe: "one JSON document" })
        .option("color", {
          type: "boolean",
          default: true,
          describe: "colours on a terminal; --no-color turns them off",
        }),
    handler: ({ json, color }) => {
      const document = engines();
      const paint = paintFor(process.stdout, { color });
      const text = json
        ? JSON.stringify(document, null, 2)
        : document.engines.map((one) => words(one, paint)).join("\n\n");
      process.stdout.write(`${text}\n`);
    },
  };
}

function words({ name, use, version, problem, can, cannot }: EngineView, paint: Paint): string {
  const state =
    problem === "" ? (version ?? "") : paint.warn(version === null ? "not installed" : `${version}, not usable here`);
  return [
    `${paint.strong(name)}  ${state}`,
    ...(problem === "" ? [] : [`  ! ${problem}`]),
    `  swarmprof ${use.join(", swarmprof ")}`,
    ...can.map((what) => `  + ${what}`),
    ...cannot.map((what) => `  - ${what}`),
  ].join("\n");
}
