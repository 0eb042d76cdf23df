/**
 * Entry of a bench's process: loads the file, and says which benches it registers, or measures one of them. A bundle of its
 * own, which shares with the file's copy of the package no more than the registry.
 */
import { writeFileSync } from "node:fs";
import { pathToFileURL } from "node:url";
import {
  HARNESS_VARIABLE,
  type HarnessSettings,
  type Listed,
  type Measured,
  type ProfiledCalls,
} from "../../run/bench-records.ts";
import { adaptMitata } from "./adapters/mitata.ts";
import { adaptTinybench } from "./adapters/tinybench.ts";
import { callAgain } from "./call-again.ts";
import { withLevels } from "./levels.ts";
import { measureBench } from "./measure-bench.ts";
import { measureLoad } from "./measure-load.ts";
import { listing, type RegisteredBench, registry } from "./registry.ts";

await main();

async function main(): Promise<void> {
  // Under a profiler they are an argument: its environment is none of ours.
  const settings = JSON.parse(process.env[HARNESS_VARIABLE] ?? process.argv[2] ?? "") as HarnessSettings;
  delete process.env[HARNESS_VARIABLE];
  process.argv.splice(1, process.argv.length - 1, settings.file, ...(settings.args ?? []));
  const known = registry();
  known.harness = true;
  known.agents = settings.agents;
  // Called by what runs its benches itself, with all of them registered; does not return where one is to be measured.
  const onRun = async (): Promise<void> => {
    const last = settings.measure?.index ?? Math.max(...(settings.profile?.benches ?? [Number.POSITIVE_INFINITY]));
    if (known.benches[last] !== undefined) await finish(settings);
  };
  const url = pathToFileURL(settings.file).href;
  try {
    await adaptTinybench(url, known, onRun);
    await adaptMitata(url, known, async () => finish(settings));
    await import(url);
    if (known.benches.length === 0) await loopEmpty();
    await finish(settings);
  } catch (error) {
    await finish(settings, error);
  }
}

/** CommonJS has no await at its top: what it starts is over when the event loop is empty. */
async function loopEmpty(): Promise<void> {
  return new Promise((resolve) => process.once("beforeExit", () => resolve()));
}

async function finish(settings: HarnessSettings, error?: unknown): Promise<never> {
  if (settings.profile !== undefined) return profiled(settings.profile, error);
  const answer = settings.measure === undefined ? list(error) : await measure(settings, error);
  writeFileSync(settings.output, JSON.stringify(answer), { mode: 0o600 });
  process.exit(0);
}

/** What fails under a profiler fails as it would without one. */
async function profiled(calls: ProfiledCalls, error: unknown): Promise<never> {
  if (error !== undefined) fail(error);
  for (const place of calls.benches) {
    const bench = registry().benches[place];
    if (bench !== undefined) await callAgain(bench, calls).catch(fail);
  }
  process.exit();
}

function fail(error: unknown): never {
  console.error(error);
  process.exit(1);
}

function list(error: unknown): Listed {
  const benches = registry().benches.map(listing);
  return error === undefined ? { benches } : { benches, error: words(error) };
}

async function measure({ measure }: HarnessSettings, error: unknown): Promise<Measured> {
  const known = registry();
  const bench: RegisteredBench | undefined = measure && known.benches[measure.index];
  if (measure === undefined || bench === undefined || bench.name !== measure.name) {
    return { error: error === undefined ? "the file registers other benches than before" : words(error) };
  }
  try {
    if (measure.levels === true) {
      const { levels, result } = await withLevels(bench, (started) => measureBench(started, measure, known));
      return { measurement: { ...result, levels } };
    }
    const started = await bench.start();
    const measurement =
      bench.load === undefined
        ? await measureBench(started, measure, known)
        : await measureLoad(started, bench.load, known);
    await started.stop();
    return { measurement };
  } catch (thrown) {
    return { error: words(thrown) };
  }
}

function words(error: unknown): string {
  return error instanceof Error ? (error.stack ?? error.message) : String(error);
}
