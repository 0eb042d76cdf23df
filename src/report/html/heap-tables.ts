/** The smaller tables of a heap report; each is "" where there is nothing to tell. */
import { bytesText, grouped } from "../quantity.ts";
import type { HeapView } from "../heap-view-model.ts";
import { cell, number, place, size, table, words } from "./heap-cells.ts";

const ROWS = 20;
const AGENTS = 200;

export function growerTable({ growers }: HeapView): string {
  if (growers === undefined) return "";
  if (growers.length === 0)
    return `<p class="note">None: what there is more of in one snapshot, there is less of in another.</p>`;
  const rows = growers.map((one) => [
    cell(one.class),
    place(one),
    number(grouped(Math.round(one.countPerSnapshot))),
    size(one.bytesPerSnapshot),
    words(one.counts.map(grouped).join(" → ")),
    words(one.paths.map(({ path, count }) => `${grouped(count)} by ${path}`).join("; ")),
  ]);
  return table(["class", "", "count a snapshot:n", "MB a snapshot:n", "counts", "what came is held"], rows);
}

export function nativeTable({ native, extraNativeBytes }: HeapView): string {
  if (native.length === 0 && extraNativeBytes === 0) return "";
  const rows = native.map((one) => [cell(one.name), number(grouped(one.count)), size(one.bytes)]);
  const extra =
    extraNativeBytes === 0
      ? ""
      : `\n<p class="note">And ${bytesText(extraNativeBytes)} that V8 can't assign to objects.</p>`;
  return table(["what", "count:n", "MB:n"], rows) + extra;
}

export function contextTable({ contexts }: HeapView): string {
  if (contexts.length < 2) return "";
  return `<p class="note">The program's own, and those of <code>node:vm</code>.</p>
${table(
  ["context", "retained, MB:n", "held by"],
  contexts.map(({ id, retainedBytes, path }) => [cell(`@${id}`), size(retainedBytes), words(path)]),
)}`;
}

export function functionTable({ functions }: HeapView): string {
  if (functions.length === 0) return "";
  const rows = functions
    .slice(0, ROWS)
    .map((one) => [
      cell(one.function === "" ? "(anonymous)" : one.function),
      place(one),
      number(grouped(one.count)),
      size(one.retainedBytes),
    ]);
  return table(["function", "", "closures:n", "retained, MB:n"], rows);
}

export function siteTable({ sites = [], change }: HeapView): string {
  if (sites.length === 0) return "";
  const hasNew = change !== undefined;
  const rows = sites
    .slice(0, ROWS)
    .map((one) => [
      cell(one.function === "" ? "(anonymous)" : one.function),
      place(one),
      number(grouped(one.count)),
      size(one.bytes),
      ...(hasNew ? [number(grouped(one.newCount)), size(one.newBytes)] : []),
    ]);
  return table(["function", "", "objects:n", "MB:n", ...(hasNew ? ["new:n", "new, MB:n"] : [])], rows);
}

export function stringTable({ strings }: HeapView): string {
  if (strings.duplicates.length === 0) return "";
  const rows = strings.duplicates.map((one) => [
    number(grouped(one.count)),
    size(one.wastedBytes),
    words(one.text === undefined ? one.path : `${JSON.stringify(one.text)} · ${one.path}`),
  ]);
  return `<p>${bytesText(strings.wastedBytes)} of ${bytesText(strings.bytes)} in ${grouped(strings.count)} strings are copies.</p>
${table(["copies:n", "wasted, MB:n", "one is held by"], rows)}`;
}

export function agentTable({ agents }: HeapView): string {
  if (agents === undefined) return "";
  const rows = agents.agents
    .slice(0, AGENTS)
    .map((one) => [cell(one.id), cell(one.role), size(one.ownBytes), size(one.sharedBytes), words(one.holds[0] ?? "")]);
  const sums = [agents.ownBytes, agents.sharedBytes, agents.globalBytes, agents.unreachableBytes, agents.probeBytes];
  const heads = ["= own:n", "+ shared:n", "+ global:n", "+ unreachable:n", "+ probe:n"];
  const left = agents.agents.length - AGENTS;
  return `${table(["agent", "role", "own, MB:n", "shared, MB:n", "holds most"], rows)}
${left > 0 ? `<p class="note">And ${grouped(left)} more.</p>` : ""}<h3>Heap = own by one agent + shared by several + global + unreachable + probe, MB</h3>
${table(heads, [sums.map(size)])}`;
}
