import { grouped } from "../quantity.ts";
import type { GrowthView, MemoryGrowerView } from "../view-model.ts";
import { card } from "./card.ts";
import { escapeHtml } from "./escape.ts";
import { growthPlot } from "./growth-plot.ts";
import { cell, number, place, table, words } from "./heap-cells.ts";
import { prose } from "./prose.ts";

/** What stays after garbage collection, over iterations or over time: verdict, sentence, drawing; "" where not judged. */
export function growthSection(growth: readonly GrowthView[], growers: readonly MemoryGrowerView[] = []): string {
  if (growth.length === 0) return "";
  // Leaks first; of what is well, or not decided, a few.
  const leaks = growth.filter(({ verdict }) => verdict === "leak");
  const others = growth.filter(({ verdict }) => verdict !== "leak");
  const shown = Math.max(0, SHOWN - leaks.length);
  const rest = others.slice(shown);
  const more =
    rest.length === 0
      ? ""
      : `<details class="fold"><summary>${rest.length} more, no leak among them</summary>${plots(rest)}</details>`;
  const body = plots([...leaks, ...others.slice(0, shown)]) + growerTable(growers) + more;
  return card({ id: "growth", title: "Growth", body });
}

const SHOWN = 2;

function growerTable(growers: readonly MemoryGrowerView[]): string {
  if (growers.length === 0) return "";
  const rows = growers.map((one) => [
    cell(one.class),
    place(one),
    number(one.countPerIteration < 10 ? one.countPerIteration.toFixed(1) : grouped(Math.round(one.countPerIteration))),
    number((one.bytesPerIteration / 1000).toFixed(1)),
    words(one.path),
  ]);
  return `<h3>What grows: classes of which there is more in each of three heap snapshots</h3>
${table(["class", "", "an iteration:n", "KB an iteration:n", "held by"], rows)}`;
}

function plots(growth: readonly GrowthView[]): string {
  const figures = growth.map(
    (one) => `<figure class="growth">
<figcaption><span class="chip ${CHIPS[one.verdict]}">${one.verdict}</span><p>${prose(one.sentence)}</p></figcaption>
${growthPlot(one)}
<p class="note">${escapeHtml(`${one.quantity} of ${one.thread} after garbage collection`)}${hasWarmUp(one) ? "; pale: warm-up, not judged" : ""}${one.slope === null ? "" : "; line and band: the growth and its 95 % interval"}.</p>
</figure>`,
  );
  return `<div class="growths">${figures.join("\n")}</div>`;
}

function hasWarmUp({ points, judgedFrom }: GrowthView): boolean {
  return judgedFrom !== null && points.some(({ x }) => x < judgedFrom);
}

const CHIPS: Readonly<Record<GrowthView["verdict"], string>> = { leak: "bad", flat: "ok", inconclusive: "warn" };
