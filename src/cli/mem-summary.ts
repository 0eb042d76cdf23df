/** What `swarmprof mem` prints for people: the answer, where live memory was allocated, findings, where the report is. */
import { bytes, percent, seconds } from "../analysis/words.ts";
import type { ResultDocument } from "../report/result-document.ts";
import { growingAgentRows, handoffRows, memoryAgentRows } from "./agents-summary.ts";
import type { Paint } from "./paint.ts";
import { placeText, summaryText } from "./summary-text.ts";

const ROWS = 8;
/** What fewer samples tell is chance. */
const LEAST_SAMPLES = 2;

export function memSummary(document: ResultDocument, headline: string, paint: Paint): string {
  const { live, parts = [], peakRssBytes } = document.memory ?? {};
  const total = live?.totalBytes ?? 0;
  const rows = (live?.sites ?? [])
    .filter(({ bytes: size }) => size >= LEAST_SAMPLES * (live?.intervalBytes ?? 0))
    .slice(0, ROWS)
    .map((site) => [
      percent(total === 0 ? 0 : (100 * site.bytes) / total),
      bytes(site.bytes),
      site.function,
      placeText(site.file, site.line),
    ]);
  const peak = peakRssBytes ?? null;
  const sum = parts.map(({ name, bytes: size }) => `${bytes(size)} ${name}`).join(" + ");
  const answer = peak === null || sum === "" ? headline : `${headline}\n${bytes(peak)} RSS = ${sum}`;
  const sites = [["live", "", "allocated in", ""], ...rows];
  return summaryText(
    document,
    answer,
    [
      growerRows(document),
      sites,
      memoryAgentRows(document.memory),
      growingAgentRows(document.memory),
      handoffRows(document),
      snapshotRows(document),
    ],
    paint,
  );
}

const GROWERS = 5;

function growerRows({ memory }: ResultDocument): string[][] {
  const rows = (memory?.growers ?? [])
    .slice(0, GROWERS)
    .map((one) => [
      `+${bytes(one.bytesPerIteration)}`,
      `+${one.countPerIteration.toFixed(one.countPerIteration < 10 ? 1 : 0)}`,
      `${one.class}${one.line === null ? "" : ` (${placeText(one.file, one.line)})`}`,
      one.retainingPath.join(" → "),
    ]);
  return [["an iteration", "count", "grows", "held by"], ...rows];
}

function snapshotRows({ memory }: ResultDocument): string[][] {
  const rows = (memory?.snapshots ?? []).map(({ thread, file, tookMs, neededBytes, freeBytes }) => [
    file === null ? "none" : seconds(tookMs),
    file === null
      ? `${bytes(neededBytes)} would be needed, ${bytes(freeBytes)} are free: --yes takes it all the same`
      : `swarmprof heap ${file}`,
    thread,
  ]);
  return [["took", "heap snapshot, with strings of the heap", "thread"], ...rows];
}
