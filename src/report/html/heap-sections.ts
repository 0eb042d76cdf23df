/** The sections of a report on heap snapshots: tables that read without a script, and the places that the script fills. */
import { bytesText, digitsOfBytes, digitsOfPercent, grouped } from "../quantity.ts";
import type { HeapClassView, HeapView } from "../heap-view-model.ts";
import { bar } from "./bar.ts";
import { card, columns } from "./card.ts";
import { escapeHtml } from "./escape.ts";
import {
  agentTable,
  contextTable,
  functionTable,
  growerTable,
  nativeTable,
  siteTable,
  stringTable,
} from "./heap-tables.ts";
import { cell, number, place, size, table, words } from "./heap-cells.ts";
import { heapTree } from "./heap-tree.ts";

export function heapSections(heap: HeapView): string {
  const parts = [
    `<noscript><p class="card note">JavaScript is off. What is missing without it: the map of the heap, sorting and searching classes. All words and tables below are complete in themselves.</p></noscript>`,
    `<p id="trouble" class="card note bad" role="alert" hidden></p>`,
    titled("heap-growers", "Classes that grow in every snapshot", growerTable(heap)),
    card({ id: "heap-holders", title: "What holds the memory", body: holderTable(heap) }),
    card({ id: "heap-map", title: "Map of the heap", body: heapTree(heap.map) }),
    titled("heap-instances", `Objects of ${escapeHtml(heap.instances?.class ?? "")}`, instances(heap)),
    card({ id: "heap-classes", title: "Classes", body: classTable(heap) }),
    titled("heap-agents", "Agents", agentTable(heap)),
    columns(
      [
        titled("heap-native", "Outside V8's heap", nativeTable(heap)),
        titled("heap-contexts", "Contexts", contextTable(heap)),
      ],
      [
        titled("heap-sites", "Who allocated what is live", siteTable(heap)),
        titled("heap-functions", "Closures by function", functionTable(heap)),
        titled("heap-strings", "Strings that are there more than once", stringTable(heap)),
      ],
    ),
  ];
  return parts.filter((part) => part !== "").join("\n");
}

/** @param title escaped already */
function titled(id: string, title: string, body: string): string {
  return body === "" ? "" : card({ id, title, body });
}

function holderTable({ holders, totalBytes }: HeapView): string {
  if (holders.length === 0) return `<p class="note">No object keeps a hundredth of the heap alive.</p>`;
  const rows = holders.map(({ path, retainedBytes, holds, id }) => {
    const percent = (100 * retainedBytes) / Math.max(1, totalBytes);
    const of = holds.map((one) => `${bytesText(one.bytes)} in ${grouped(one.count)} ${one.class}`).join(", ");
    return [
      size(retainedBytes),
      number(digitsOfPercent(percent)),
      `<td class="w">${bar(percent)}</td>`,
      `<td class="wrap" title="@${id}">${escapeHtml(path)}</td>`,
      `<td class="wrap">${escapeHtml(of)}</td>`,
    ];
  });
  return `${table(["retained, MB:n", "%:n", "", "held by this path", "of which"], rows)}
<p class="note">None of these is held by another, so that they add up.</p>`;
}

const CLASSES = 100;

function classTable(heap: HeapView): string {
  const { classes, classCount } = heap;
  const most = Math.max(1, ...classes.map(({ retainedBytes }) => retainedBytes));
  const hasChange = heap.change !== undefined;
  const rows = classes
    .slice(0, CLASSES)
    .map((one) => [
      cell(one.class),
      place(one),
      number(grouped(one.count)),
      size(one.shallowBytes),
      size(one.retainedBytes),
      `<td class="w">${bar((100 * one.retainedBytes) / most)}</td>`,
      ...(hasChange ? changeCells(one) : []),
    ]);
  const change = ["change, MB:n", "new:n", "freed:n"];
  const heads = ["class", "", "count:n", "shallow, MB:n", "retained, MB:n", "", ...(hasChange ? change : [])];
  const left = classCount - Math.min(CLASSES, classes.length);
  return `<div class="heap-table">${table(heads, rows)}</div>${left > 0 ? `\n<p class="note unscripted">And ${grouped(left)} more.</p>` : ""}`;
}

function changeCells({ change }: HeapClassView): string[] {
  if (change === undefined) return ["<td></td>", "<td></td>", "<td></td>"];
  const sign = change.shallowBytes < 0 ? "−" : change.shallowBytes > 0 ? "+" : "";
  return [
    number(`${sign}${digitsOfBytes(Math.abs(change.shallowBytes))}`),
    number(change.newCount === null ? "—" : grouped(change.newCount)),
    number(change.freedCount === null ? "—" : grouped(change.freedCount)),
  ];
}

function instances({ instances: asked }: HeapView): string {
  if (asked === undefined) return "";
  const paths = asked.paths.map((one) => [number(grouped(one.count)), size(one.retainedBytes), words(one.path)]);
  const largest = asked.largest.map((one) => [
    cell(`@${one.id}`),
    size(one.shallowBytes),
    size(one.retainedBytes),
    words(one.path),
  ]);
  return `<h3>How ${grouped(asked.count)} of them are held</h3>
${table(["count:n", "retained, MB:n", "path"], paths)}
<h3>The largest</h3>
${table(["object", "shallow, MB:n", "retained, MB:n", "path"], largest)}`;
}
