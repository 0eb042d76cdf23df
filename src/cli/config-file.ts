/** `swarmprof.config.{ts,mts,js,mjs,json}` in the working directory, as flags that the command line beats. */
import { existsSync, readFileSync } from "node:fs";
import { extname, join } from "node:path";
import { pathToFileURL } from "node:url";
import { isAgentMetric } from "../analysis/agents/agent-metrics.ts";
import { MEMORY_METRICS } from "../analysis/memory/memory-metrics.ts";
import { SwarmprofError } from "../errors.ts";
import { importTypescript } from "../verbs/import-typescript.ts";
import { nearest } from "./nearest.ts";
import { VERBS } from "./verbs.ts";

export type ConfigFlags = Readonly<Record<string, unknown>>;

const EXTENSIONS = [".ts", ".mts", ".js", ".mjs", ".json"];
const COMMON: readonly string[] = ["budgets", "out", "timeout"];
const FOR_ALL = [...COMMON, ...VERBS];
/** What of the common settings a verb takes that doesn't take all. */
const TAKES: Readonly<Record<string, readonly string[]>> = {
  heap: ["out"],
  baseline: ["out"],
  compare: ["out", "budgets"],
  check: ["out", "budgets"],
  engines: [],
  init: [],
  scale: ["out", "timeout"],
};

/**
 * @returns what the file says for this verb, under the names of the flags; undefined where there is no file
 * @throws SwarmprofError BAD_CONFIG
 */
export async function configFlags(folder: string, verb: string): Promise<ConfigFlags | undefined> {
  const file = EXTENSIONS.map((extension) => join(folder, `swarmprof.config${extension}`)).find(existsSync);
  if (file === undefined) return undefined;
  const config = await load(file);
  for (const key of Object.keys(config)) {
    if (!FOR_ALL.includes(key)) throw unknownSetting(file, key, FOR_ALL);
  }
  const { budgets, ...others } = config;
  const { budgets: ownBudgets, ...own } = asObject(others[verb] ?? {}, file, verb);
  const taken = TAKES[verb] ?? COMMON;
  const common = Object.fromEntries(Object.entries(others).filter(([key]) => taken.includes(key)));
  const flags = asText({ ...common, ...own });
  const limits = {
    ...(taken.includes("budgets") ? forVerb(asObject(budgets ?? {}, file, "budgets"), verb) : {}),
    ...asObject(ownBudgets ?? {}, file, `${verb}.budgets`),
  };
  return Object.keys(limits).length === 0 ? flags : { ...flags, budget: budgetText(limits) };
}

const JUDGES_BENCHES: ReadonlySet<string> = new Set(["run", "compare", "check"]);

/** What `cpu` and `mem` measure is no business of benches. */
function forVerb(budgets: Record<string, unknown>, verb: string): Record<string, unknown> {
  if (!JUDGES_BENCHES.has(verb)) return budgets;
  return Object.fromEntries(
    Object.entries(budgets).filter(([metric]) => !isAgentMetric(metric) && !Object.hasOwn(MEMORY_METRICS, metric)),
  );
}

async function load(file: string): Promise<Record<string, unknown>> {
  try {
    if (extname(file) === ".json") return asObject(JSON.parse(readFileSync(file, "utf8")), file, "the file");
    const url = pathToFileURL(file).href;
    const module: unknown = file.endsWith("ts") ? await importTypescript(url) : await import(url);
    return asObject(Reflect.get(module as object, "default"), file, "its default export");
  } catch (cause) {
    if (cause instanceof SwarmprofError) throw cause;
    const why = cause instanceof Error ? cause.message : String(cause);
    throw new SwarmprofError("BAD_CONFIG", `${file} can't be read: ${why}`, { cause });
  }
}

function asObject(value: unknown, file: string, what: string): Record<string, unknown> {
  if (typeof value === "object" && value !== null && !Array.isArray(value)) return { ...value };
  throw new SwarmprofError(
    "BAD_CONFIG",
    `${file}: ${what} must be an object, e.g. { "budgets": { "memory.peak": "200MB" } }`,
  );
}

/** Numbers as the command line has them. */
function asText(settings: Record<string, unknown>): Record<string, unknown> {
  return Object.fromEntries(
    Object.entries(settings).map(([key, value]) => [key, typeof value === "number" ? String(value) : value]),
  );
}

function budgetText(budgets: Record<string, unknown>): string {
  return Object.entries(budgets)
    .map(([metric, limit]) => `${metric}=${String(limit)}`)
    .join(",");
}

function unknownSetting(file: string, key: string, names: readonly string[]): SwarmprofError {
  const close = nearest(key, names);
  const next = close === undefined ? `There are ${names.join(", ")}` : `Did you mean "${close}"?`;
  return new SwarmprofError("BAD_CONFIG", `${file} has a setting "${key}" that swarmprof doesn't know. ${next}`);
}
