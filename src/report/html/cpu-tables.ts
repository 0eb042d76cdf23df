import { KIND_WORDS } from "../kind-words.ts";
import { place } from "../place.ts";
import { digitsOfMs, digitsOfPercent, grouped } from "../quantity.ts";
import type { CpuView, FrameView, ThreadView } from "../view-model.ts";
import { BAR_HEAD, bar } from "./bar.ts";
import { escapeHtml } from "./escape.ts";

/** The first rows of the hotspots: enough to read without a script, which shows the rest. */
const STATIC_HOTSPOTS = 20;

export function hotspotTable(cpu: CpuView, frames: readonly FrameView[]): string {
  const rows = cpu.hotspots.slice(0, STATIC_HOTSPOTS).flatMap((hotspot) => {
    const frame = frames[hotspot.frame];
    if (frame === undefined) return [];
    return `<tr><td><i class="dot k-${frame.kind}"></i>${escapeHtml(frame.name)}</td><td class="muted">${escapeHtml(place(frame))}</td><td class="n">${amount(cpu, hotspot.selfMs)}</td><td class="n">${digitsOfPercent(hotspot.selfPercent)}</td><td class="w">${bar(hotspot.selfPercent)}</td><td class="n">${amount(cpu, hotspot.totalMs)}</td><td class="n">${digitsOfPercent(hotspot.totalPercent)}</td></tr>`;
  });
  return `<table><thead><tr><th>function</th><th>place</th><th class="n">self ${unitOf(cpu)}</th><th class="n">%</th>${BAR_HEAD}<th class="n">total ${unitOf(cpu)}</th><th class="n">%</th></tr></thead>
<tbody>${rows.join("\n")}</tbody></table>
${cpu.hotspots.length > rows.length ? `<p class="note">The first ${rows.length} functions by their own ${cpu.counts ?? "time"}.</p>` : ""}`;
}

export function packageTable(cpu: CpuView): string {
  const rows = cpu.packages.map(
    ({ name, kind, selfMs, selfPercent }) =>
      `<tr><td><i class="dot k-${kind}"></i>${escapeHtml(name === "" ? KIND_WORDS[kind] : name)}</td><td class="n">${amount(cpu, selfMs)}</td><td class="n">${digitsOfPercent(selfPercent)}</td><td class="w">${bar(selfPercent)}</td></tr>`,
  );
  return `<table><thead><tr><th>package or kind</th><th class="n">self ${unitOf(cpu)}</th><th class="n">%</th>${BAR_HEAD}</tr></thead>
<tbody>${rows.join("\n")}</tbody></table>`;
}

function unitOf({ counts }: CpuView): string {
  return counts ?? "ms";
}

function amount({ counts }: CpuView, ms: number): string {
  return counts === "samples" ? grouped(Math.round(ms)) : digitsOfMs(ms);
}

export function threadTable(cpu: CpuView): string {
  if (cpu.counts === "samples") return sampleTable(cpu);
  return `<table><thead><tr><th>thread</th><th class="n">CPU ms</th>${BAR_HEAD}<th class="n">by the OS, ms</th><th class="n">waiting ms</th><th class="n">without a core, ms</th><th class="n">from–to, s</th><th class="n">samples</th></tr></thead>
<tbody>${cpu.threads.map((thread) => threadRow(thread, cpu.totalCpuMs)).join("\n")}</tbody></table>`;
}

function sampleTable(cpu: CpuView): string {
  const rows = cpu.threads.map(({ label, cpuMs }) => {
    const share = cpu.totalCpuMs === 0 ? 0 : (100 * cpuMs) / cpu.totalCpuMs;
    return `<tr><td>${escapeHtml(label)}</td><td class="n">${amount(cpu, cpuMs)}</td><td class="w">${bar(share)}</td></tr>`;
  });
  return `<table><thead><tr><th>thread</th><th class="n">samples</th>${BAR_HEAD}</tr></thead>
<tbody>${rows.join("\n")}</tbody></table>`;
}

function threadRow(thread: ThreadView, totalCpuMs: number): string {
  const seconds = `${(thread.startMs / 1000).toFixed(2)}–${(thread.endMs / 1000).toFixed(2)}`;
  const share = totalCpuMs === 0 ? 0 : (100 * thread.cpuMs) / totalCpuMs;
  return `<tr><td>${escapeHtml(thread.label)}</td><td class="n">${digitsOfMs(thread.cpuMs)}</td><td class="w">${bar(share)}</td><td class="n">${orUnknown(thread.osCpuMs)}</td><td class="n">${digitsOfMs(thread.waitMs)}</td><td class="n">${orUnknown(thread.runDelayMs)}</td><td class="n">${seconds}</td><td class="n">${grouped(thread.samples)}</td></tr>`;
}

function orUnknown(ms: number | null): string {
  return ms === null ? '<span title="could not be read">–</span>' : digitsOfMs(ms);
}
