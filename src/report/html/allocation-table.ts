import { place } from "../place.ts";
import { bytesText, digitsOfBytes, digitsOfPercent, grouped, momentText } from "../quantity.ts";
import type { FrameView, HeapProfileView, MemoryView } from "../view-model.ts";
import { BAR_HEAD, bar } from "./bar.ts";
import { escapeHtml } from "./escape.ts";

/** Enough to read without a script, which shows the rest. */
const STATIC_SITES = 20;

/** So many samples vary by half, as their number varies by its root. */
const CERTAIN_SAMPLES = 4;

/** What the listed heap profile holds by function; "" where there is none. */
export function allocationTable({ listed, heapProfiles, threads }: MemoryView, frames: readonly FrameView[]): string {
  const profile = listed === null ? undefined : heapProfiles[listed.profile];
  if (listed === null || profile === undefined) return "";
  const hasObjects = listed.sites.some(({ selfObjects }) => selfObjects > 0);
  const rows = listed.sites.slice(0, STATIC_SITES).flatMap((site) => {
    const frame = frames[site.frame];
    if (frame === undefined) return [];
    return `<tr><td><i class="dot k-${frame.kind}"></i>${escapeHtml(frame.name || "(anonymous)")}</td><td class="muted">${escapeHtml(place(frame))}</td><td class="n">${digitsOfBytes(site.selfBytes)}</td><td class="n">${digitsOfPercent(site.selfPercent)}</td><td class="w">${bar(site.selfPercent)}</td>${hasObjects ? `<td class="n">${grouped(Math.round(site.selfObjects))}</td>` : ""}<td class="n">${digitsOfBytes(site.totalBytes)}</td><td class="n">${digitsOfPercent(site.totalPercent)}</td></tr>`;
  });
  const first = listed.sites.length > rows.length ? ` The first ${rows.length} functions by their own memory.` : "";
  return `<table><thead><tr><th>function</th><th>place</th><th class="n">self MB</th><th class="n">%</th>${BAR_HEAD}${hasObjects ? '<th class="n">objects</th>' : ""}<th class="n">total MB</th><th class="n">%</th></tr></thead>
<tbody>${rows.join("\n")}</tbody></table>
<p class="note">${escapeHtml(profileWords(profile, threads[profile.thread]?.label ?? ""))}${first}</p>`;
}

function profileWords({ kind, fromMs, atMs, reason, intervalBytes }: HeapProfileView, thread: string): string {
  const what =
    kind === "live"
      ? `What ${thread} kept at ${momentText(atMs)} (${reason})`
      : `What ${thread} allocated from ${momentText(fromMs)} to ${momentText(atMs)}, collected since or not`;
  if (intervalBytes === 0) return `${what}.`; // an imported profile need not tell
  return `${what}; sampled every ${bytesText(intervalBytes)}: less than ${bytesText(CERTAIN_SAMPLES * intervalBytes)} is uncertain by half.`;
}
