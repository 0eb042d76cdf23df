import type { GrowthView } from "../view-model.ts";
import { card } from "./card.ts";
import { escapeHtml } from "./escape.ts";
import { growthPlot } from "./growth-plot.ts";
import { prose } from "./prose.ts";

/** What stays after garbage collection, over iterations or over time: verdict, sentence, drawing; "" where not judged. */
export function growthSection(growth: readonly GrowthView[]): string {
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
  return card({ id: "growth", title: "Growth", body: plots([...leaks, ...others.slice(0, shown)]) + more });
}

const SHOWN = 2;

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
