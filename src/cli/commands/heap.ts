/** Command line of `swarmprof heap`. */
import type { ArgumentsCamelCase, Argv, CommandModule } from "yargs";
import { SwarmprofError } from "../../errors.ts";
import { parseAgentClass } from "../../run/agent-class.ts";
import { heap } from "../../verbs/heap.ts";
import { redactHeap } from "../../verbs/redact-heap.ts";
import { heapSummary } from "../heap-summary.ts";
import { openFile } from "../open-file.ts";
import { paintFor } from "../paint.ts";
import { startProgress } from "../progress.ts";
import { parseCount } from "../quantities.ts";
import { agentClasses } from "./profile-flags.ts";

interface HeapFlags {
  files: string[];
  class: string | undefined;
  paths: string;
  strings: boolean;
  redact: boolean;
  "agent-class": string | undefined;
  out: string | undefined;
  open: boolean;
  json: boolean;
  quiet: boolean;
  color: boolean;
}

/** @param finish is given the exit code */
export function heapCommand(finish: (exitCode: number) => void): CommandModule<object, HeapFlags> {
  return {
    command: "heap <files..>",
    describe: "what holds the memory in heap snapshots: classes, holders, paths; what grew from one to the next",
    builder: flags,
    handler: async (flags) => finish(await run(lastOfEach(flags))),
  };
}

function flags(argv: Argv): Argv<HeapFlags> {
  return argv
    .usage(
      "swarmprof heap a.heapsnapshot [b.heapsnapshot …]\n\nReads heap snapshots of V8, of any size, gzipped or not: one says what holds the memory; a second, what came and went;\nthree or more of one process, which classes grow in each.",
    )
    .positional("files", {
      type: "string",
      array: true,
      demandOption: true,
      describe: "heap snapshots in the order of time",
    })
    .option("class", { type: "string", describe: "tell how the objects of this class are held" })
    .option("paths", { type: "string", default: "5", describe: "so many of them, and of the ways they are held" })
    .option("strings", {
      type: "boolean",
      default: false,
      describe: "show strings of the heap: keys, texts that are there twice; without it, none is shown",
    })
    .option("redact", {
      type: "boolean",
      default: false,
      describe: "swarmprof heap --redact in out: write the snapshot without strings, with the same graph and sizes",
    })
    .option("agent-class", {
      type: "string",
      describe: "classes whose instances are agents: Planner,Coder or src/swarm.ts#Agent, with a field: Agent:handle",
    })
    .option("out", { type: "string", describe: "folder for the report" })
    .option("open", { type: "boolean", default: false, describe: "open the report" })
    .option("json", { type: "boolean", default: false, describe: "one JSON document on stdout" })
    .option("quiet", { type: "boolean", default: false, describe: "say nothing but errors" })
    .option("color", { type: "boolean", default: true, describe: "colours on a terminal; --no-color turns them off" });
}

/** Of a flag that is given twice the last holds, as for other verbs. */
function lastOfEach<T extends object>(flags: T): T {
  const entries = Object.entries(flags).map(([name, value]: [string, unknown]) => [
    name,
    Array.isArray(value) && name !== "files" ? value.at(-1) : value,
  ]);
  return Object.fromEntries(entries) as T;
}

async function run(flags: ArgumentsCamelCase<HeapFlags>): Promise<number> {
  if (flags.redact) return redact(flags);
  const most = parseCount("paths", flags.paths);
  if (most === 0) throw new SwarmprofError("BAD_USAGE", "--paths takes a whole number from 1 on");
  const progress = startProgress({ quiet: flags.quiet });
  const { document, headline } = await heap(
    {
      files: flags.files,
      agentClasses: agentClasses(flags["agent-class"]).flatMap((text) => parseAgentClass(text) ?? []),
      className: flags.class,
      most,
      texts: flags.strings,
      out: flags.out,
      commandLine: ["swarmprof", ...process.argv.slice(2)],
    },
    (file) => progress.say(`reading ${file}`),
  ).finally(() => progress.end());
  if (flags.json) process.stdout.write(`${JSON.stringify(document, null, 2)}\n`);
  if (!flags.quiet && !flags.json) {
    process.stderr.write(heapSummary(document, headline, paintFor(process.stderr, { color: flags.color })));
  }
  if (flags.open && !(await openFile(document.report))) {
    process.stderr.write(`Nothing here opens HTML files. The report is ${document.report}\n`);
  }
  return 0;
}

async function redact({ files, quiet, json }: HeapFlags): Promise<number> {
  const [from, to] = files;
  if (from === undefined || to === undefined || files.length > 2) {
    throw new SwarmprofError(
      "BAD_USAGE",
      "--redact takes two files: swarmprof heap --redact a.heapsnapshot b.heapsnapshot",
    );
  }
  const { kept, removed } = await redactHeap(from, to);
  if (json) process.stdout.write(`${JSON.stringify({ schema: "swarmprof/redacted@1", file: to, kept, removed })}\n`);
  else if (!quiet) {
    process.stderr.write(
      `${to} has the same objects and sizes as ${from}, without ${removed} strings.\nIt still has ${kept} names: of classes, functions, variables, properties, and paths of files. Look through them before you pass it on.\n`,
    );
  }
  return 0;
}
