import { bytesText, digitsOfBytes, digitsOfMs, digitsOfPercent, grouped, momentText } from "../quantity.ts";
import { COLLECTION_KINDS, type MemoryView, type ThreadMemoryView } from "../view-model.ts";
import { BAR_HEAD, bar } from "./bar.ts";
import { escapeHtml } from "./escape.ts";

/** What the highest RSS consists of, as a sentence and as a table. */
export function peakTable({ peak, peakParts, processes }: MemoryView): string {
  const parts = peakParts.filter(({ bytes }) => bytes > 0);
  const sum = parts.map(({ name, bytes }) => `${bytesText(bytes)} ${name}`).join(" + ");
  const who = processes.length === 1 ? "" : `, ${processes.length} processes together`;
  const rows = peakParts.map(({ name, bytes }) => {
    const percent = peak.rssBytes === 0 ? 0 : (100 * bytes) / peak.rssBytes;
    return `<tr><td class="wrap"><i class="dot part-${PART_COLOURS[name] ?? "rest"}"></i>${escapeHtml(name)}</td><td class="n">${digitsOfBytes(bytes)}</td><td class="n">${digitsOfPercent(percent)}</td><td class="w">${bar(percent)}</td></tr>`;
  });
  return `<p>${momentText(peak.atMs)}${who}: ${bytesText(peak.rssBytes)} RSS${sum === "" ? "" : ` = ${escapeHtml(sum)}`}.</p>
<table><thead><tr><th>part</th><th class="n">MB</th><th class="n">%</th>${BAR_HEAD}</tr></thead>
<tbody>${rows.join("\n")}</tbody></table>`;
}

/** The colours that the timeline has for them. */
const PART_COLOURS: Readonly<Record<string, string>> = {
  "V8 heap": "heap",
  "external memory": "external",
  "program files": "files",
  "other programs": "programs",
  swarmprof: "probe",
};

export function processTable({ processes }: MemoryView): string {
  const most = Math.max(1, ...processes.map(({ peakRssBytes }) => peakRssBytes));
  const rows = processes.map(
    ({ label, pid, isNode, peakRssBytes, startMs, endMs }) =>
      `<tr><td>${escapeHtml(label)}</td><td class="n">${pid}</td><td>${isNode ? "Node" : "other"}</td><td class="n">${digitsOfBytes(peakRssBytes)}</td><td class="w">${bar((100 * peakRssBytes) / most)}</td><td class="n">${seconds(startMs)}–${seconds(endMs)}</td></tr>`,
  );
  return `<table><thead><tr><th>process</th><th class="n">pid</th><th>kind</th><th class="n">peak RSS, MB</th>${BAR_HEAD}<th class="n">from–to, s</th></tr></thead>
<tbody>${rows.join("\n")}</tbody></table>`;
}

export function memoryThreadTable(threads: readonly ThreadMemoryView[]): string {
  if (threads.length === 0) return "";
  const most = Math.max(1, ...threads.map(({ peakHeapBytes }) => peakHeapBytes));
  const rows = threads.map((thread) => {
    const { label, peakHeapBytes, allocatedBytes, collectionMs, stalls } = thread;
    const stall = stalls[0]?.ms ?? 0;
    return `<tr><td>${escapeHtml(label)}</td><td class="n">${digitsOfBytes(peakHeapBytes)}</td><td class="w">${bar((100 * peakHeapBytes) / most)}</td><td class="n">${allocatedBytes === null ? '<span title="could not be counted">–</span>' : digitsOfBytes(allocatedBytes)}</td><td class="n">${digitsOfMs(collectionMs)}</td><td class="n">${digitsOfMs(stall)}</td></tr>`;
  });
  return `<table><thead><tr><th>thread</th><th class="n">peak heap, MB</th>${BAR_HEAD}<th class="n">allocated, MB</th><th class="n">in GC, ms</th><th class="n">worst stall, ms</th></tr></thead>
<tbody>${rows.join("\n")}</tbody></table>`;
}

/** Collections of all threads by their kind; "" where there were none. */
export function collectionTable(threads: readonly ThreadMemoryView[]): string {
  const rows = COLLECTION_KINDS.flatMap((kind, index) => {
    let count = 0;
    let sumUs = 0;
    let longestUs = 0;
    let freedKib = 0;
    for (const { collections } of threads) {
      collections.kind.forEach((of, i) => {
        if (of !== index) return;
        const durationUs = collections.durationUs[i] as number;
        count++;
        sumUs += durationUs;
        longestUs = Math.max(longestUs, durationUs);
        freedKib += collections.freed[i] as number;
      });
    }
    if (count === 0) return [];
    return `<tr><td>${KIND_WORDS[kind]}</td><td class="n">${grouped(count)}</td><td class="n">${digitsOfMs(sumUs / 1000)}</td><td class="n">${digitsOfMs(longestUs / 1000)}</td><td class="n">${digitsOfBytes(freedKib * 1024)}</td></tr>`;
  });
  if (rows.length === 0) return "";
  return `<table><thead><tr><th>kind</th><th class="n">count</th><th class="n">ms</th><th class="n">longest</th><th class="n">freed MB</th></tr></thead>
<tbody>${rows.join("\n")}</tbody></table>`;
}

const KIND_WORDS: Readonly<Record<(typeof COLLECTION_KINDS)[number], string>> = {
  minor: "minor",
  major: "major",
  incremental: "incremental",
  weak: "weak references",
  forced: "forced",
};

const STALLS = 10;

/** The longest stalls of all threads; "" where there were none. */
export function stallTable(threads: readonly ThreadMemoryView[]): string {
  const all = threads
    .flatMap(({ label, stalls }) => stalls.map((stall) => ({ ...stall, label })))
    .sort((a, b) => b.ms - a.ms);
  if (all.length === 0) return "";
  const rows = all.slice(0, STALLS).map(({ label, startMs, ms }) => {
    const words = `${escapeHtml(label)} at ${momentText(startMs)}`;
    return `<tr><td>${escapeHtml(label)}</td><td class="n">${seconds(startMs)}</td><td class="n">${digitsOfMs(ms)}</td><td class="w">${bar((100 * ms) / (all[0]?.ms || 1))}</td><td class="n"><button type="button" class="link scripted" data-start="${startMs}" data-ms="${ms}" data-thread="${escapeHtml(label)}">show<span class="unseen"> ${words}</span></button></td></tr>`;
  });
  return `<table><thead><tr><th>thread</th><th class="n">from, s</th><th class="n">ms</th>${BAR_HEAD}<th><span class="unseen">show</span></th></tr></thead>
<tbody>${rows.join("\n")}</tbody></table>
${all.length > STALLS ? `<p class="note">The longest ${STALLS} of ${grouped(all.length)}.</p>` : ""}`;
}

function seconds(ms: number): string {
  return (ms / 1000).toFixed(2);
}
