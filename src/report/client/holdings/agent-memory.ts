import { bytesOnAxis, axisTicks } from "../../axis-ticks.ts";
import { bytesText, grouped, momentText } from "../../quantity.ts";
import type { AgentsView } from "../../view-model.ts";
import { agentToken, chosenAgents, choiceWords, shortName } from "../agents/agent-choice.ts";
import { choose, isMore } from "../agents/choose.ts";
import { type Choice, choice } from "../choice.ts";
import { onDrag } from "../drag.ts";
import { element, found, svgElement } from "../element.ts";
import { floatingBox } from "../floating-box.ts";
import { latest } from "../latest.ts";
import type { Page } from "../page.ts";
import { rangeWords } from "../scope-words.ts";
import { timeAxis } from "../time-axis.ts";
import { rangeWithin, wholeRun } from "../whole-run.ts";
import { type Band, bands, type Extent } from "./bands.ts";
import { type HeldOverTime, heldOverTime } from "./held-over-time.ts";
import { heldTable } from "./held-table.ts";

const HEIGHT = 190;
const WIDTH = 1000;

/** What each agent kept alive over time: those that held most by name, the others together. */
export class AgentMemory {
  readonly #page: Page;
  readonly #view: AgentsView;
  readonly #drawing = svgElement("svg", {
    viewBox: `0 0 ${WIDTH} ${HEIGHT}`,
    preserveAspectRatio: "none",
    "aria-hidden": "true",
  });
  readonly #sheet = element("div", {}, this.#drawing);
  readonly #scale = element("div", { class: "held-scale", "aria-hidden": "true" });
  readonly #host = element("div", {
    class: "held",
    tabindex: 0,
    role: "application",
    "aria-label":
      "Memory of agents over time. Left and right move between snapshots, up and down between agents, Enter chooses.",
    "aria-describedby": "held-said",
  });
  readonly #axis = element("div", { class: "axis", "aria-hidden": "true" });
  readonly #legend = element("ul", { class: "legend held-legend" });
  readonly #note = element("p", { class: "note" });
  readonly #said = element("p", { class: "unseen", id: "held-said", role: "status", "aria-live": "polite" });
  readonly #box = floatingBox();
  readonly #extents: Choice<Extent>;
  readonly #held: (key: string) => HeldOverTime;
  readonly #table: ReturnType<typeof heldTable>;
  #extent: Extent = "own";
  #bands: readonly Band[] = [];
  #snapshot = 0;
  #band = 0;

  constructor(page: Page, view: AgentsView) {
    this.#page = page;
    this.#view = view;
    this.#held = latest(String, () => heldOverTime(view, this.#thread));
    this.#extents = choice<Extent>(
      "What is shown",
      [
        ["own", "own", "What each alone keeps alive"],
        ["shared", "and shared", "What several keep alive together, on top"],
        ["heap", "whole heap", "What is nobody's on top of that"],
      ],
      (extent) => {
        this.#extent = extent;
        this.#draw();
      },
    );
    this.#host.append(this.#sheet, this.#scale);
    found("#agent-memory .tools").append(this.#extents.host);
    this.#table = heldTable((agents) => page.change({ agents }));
    found("#agent-memory .body").append(this.#host, this.#axis, this.#legend, this.#note, this.#said, this.#table.host);
    this.#listen();
    page.show(["range", "thread", "agents"], () => this.#draw());
  }

  focus(): void {
    this.#host.focus();
  }

  get #thread(): string | undefined {
    const { thread } = this.#page.state;
    const label = thread === null ? undefined : this.#page.model.sources.threads[thread]?.label;
    // A thread without a snapshot has nothing to show of its own.
    return this.#view.heaps.some((heap) => heap.thread === label) ? label : undefined;
  }

  get #shown(): { fromMs: number; toMs: number } {
    const { fromUs, toUs } = this.#page.state.range ?? wholeRun(this.#page.model.sources);
    return { fromMs: fromUs / 1000, toMs: toUs / 1000 };
  }

  #listen(): void {
    this.#host.addEventListener("pointermove", ({ clientX, clientY }) => {
      const at = this.#pointed(clientX, clientY);
      this.#box.show(this.#words(at.snapshot, at.band), { x: clientX, y: clientY });
    });
    this.#host.addEventListener("pointerleave", () => this.#box.hide());
    this.#host.addEventListener("blur", () => this.#box.hide());
    onDrag(this.#sheet, {
      during: () => this.#box.hide(),
      done: (from, to, event) => {
        const { fromMs, toMs } = this.#shown;
        const at = (share: number): number => 1000 * (fromMs + share * (toMs - fromMs));
        if (to - from > 0.003) {
          this.#page.change({ range: rangeWithin(wholeRun(this.#page.model.sources), at(from), at(to)) });
        } else this.#choose(this.#pointed(event.clientX, event.clientY).band, isMore(event));
      },
    });
    this.#legend.addEventListener("click", (event) => {
      const band = event.target instanceof HTMLElement ? event.target.dataset["band"] : undefined;
      if (band !== undefined) this.#choose(Number(band), isMore(event));
    });
    this.#host.addEventListener("keydown", (event) => {
      if (event.ctrlKey || event.metaKey || event.altKey || !this.#key(event.key)) return;
      event.preventDefault();
      event.stopPropagation();
    });
  }

  #key(key: string): boolean {
    const snapshots = this.#held(String(this.#thread)).moments.length;
    const look = (snapshot: number, band: number): true => {
      this.#snapshot = Math.max(0, Math.min(snapshots - 1, snapshot));
      this.#band = Math.max(0, Math.min(this.#bands.length - 1, band));
      this.#said.textContent = this.#words(this.#snapshot, this.#band).join(", ");
      const { left, top } = this.#host.getBoundingClientRect();
      this.#box.show(this.#words(this.#snapshot, this.#band), {
        x: left + this.#shareOf(this.#snapshot) * this.#host.clientWidth,
        y: top,
      });
      return true;
    };
    switch (key) {
      case "ArrowLeft":
        return look(this.#snapshot - 1, this.#band);
      case "ArrowRight":
        return look(this.#snapshot + 1, this.#band);
      case "ArrowUp":
        return look(this.#snapshot, this.#band + 1);
      case "ArrowDown":
        return look(this.#snapshot, this.#band - 1);
      case "Enter":
      case " ":
        this.#choose(this.#band, key === " ");
        return true;
      default:
        return false;
    }
  }

  #draw(): void {
    const { agents, range } = this.#page.state;
    const { swarm } = this.#page.model.sources;
    const held = this.#held(String(this.#thread));
    const chosen = agents === "" ? undefined : chosenAgents(agents, swarm);
    const names = this.#view.agents.map(({ id }) => id);
    this.#bands = bands(held, names, (agent) => chosen === undefined || chosen[agent + 1] === 1, this.#extent);
    this.#extents.mark(this.#extent);
    const words = [choiceWords(agents, swarm), this.#thread ?? "", range === null ? "" : rangeWords(range)];
    found("#agent-memory-title").textContent = ["Memory of agents", words.filter((one) => one !== "").join(", ")]
      .filter((one) => one !== "")
      .join(": ");
    this.#drawBands(held);
    this.#legend.replaceChildren(...this.#bands.map((band, i) => legendItem(band, i)));
    this.#axis.replaceChildren(...timeAxis(range ?? wholeRun(this.#page.model.sources)));
    this.#note.textContent = this.#bands.length === 0 ? "No snapshot has memory of these agents." : notes(held);
    this.#table.draw(held, this.#bands);
  }

  #drawBands(held: HeldOverTime): void {
    const tops = stack(this.#bands, held.moments.length);
    const most = this.#upperEnd(held, tops);
    const x = (snapshot: number): number => WIDTH * this.#shareOf(snapshot);
    const y = (bytes: number): number => HEIGHT * (1 - bytes / most);
    const parts: SVGElement[] = axisTicks(0, most, 4).map((tick) =>
      svgElement("line", { class: "grid", x1: 0, x2: WIDTH, y1: y(tick).toFixed(1), y2: y(tick).toFixed(1) }),
    );
    this.#bands.forEach((band, i) => {
      const below = tops[i - 1] ?? new Float64Array(held.moments.length);
      const path = held.moments.length === 1 ? "" : area(tops[i]!, below, x, y);
      parts.push(svgElement("path", { class: `band-fill ${bandClass(band, i)}`, d: path }));
      // What was measured is full, what is between is pale.
      held.moments.forEach(({ heap }, snapshot) => {
        if (heap === undefined) return;
        const top = y(tops[i]![snapshot]!);
        const height = y(below[snapshot]!) - top;
        if (height > 0.2)
          parts.push(
            svgElement("rect", {
              class: `band-bar ${bandClass(band, i)}`,
              x: x(snapshot) - 2,
              width: 4,
              y: top,
              height,
            }),
          );
      });
    });
    this.#drawing.replaceChildren(...parts);
    this.#scale.replaceChildren(
      ...axisTicks(0, most, 4)
        .slice(1)
        .map((tick) => {
          const label = element("span", {}, bytesOnAxis(tick));
          label.style.top = `${(100 * y(tick)) / HEIGHT}%`;
          return label;
        }),
    );
  }

  /** Of the scale: that of what is in sight. */
  #upperEnd(held: HeldOverTime, tops: readonly Float64Array[]): number {
    const { fromMs, toMs } = this.#shown;
    const isInSight = held.moments.map(({ atMs }) => atMs >= fromMs && atMs <= toMs);
    const last = tops.at(-1) ?? new Float64Array();
    return Math.max(1, ...last.filter((_, i) => isInSight[i] === true || !isInSight.includes(true))) * 1.08;
  }

  #shareOf(snapshot: number): number {
    const { fromMs, toMs } = this.#shown;
    const { moments } = this.#held(String(this.#thread));
    return ((moments[snapshot]?.atMs ?? 0) - fromMs) / (toMs - fromMs);
  }

  #pointed(clientX: number, clientY: number): { snapshot: number; band: number } {
    const { left, top, width, height } = this.#drawing.getBoundingClientRect();
    const share = (clientX - left) / width;
    const held = this.#held(String(this.#thread));
    const snapshot = held.moments.reduce(
      (best, _, i) => (Math.abs(this.#shareOf(i) - share) < Math.abs(this.#shareOf(best) - share) ? i : best),
      0,
    );
    const tops = stack(this.#bands, held.moments.length);
    const bytes = this.#upperEnd(held, tops) * (1 - (clientY - top) / height);
    const band = tops.findIndex((values) => values[snapshot]! >= bytes);
    return { snapshot, band: band === -1 ? this.#bands.length - 1 : band };
  }

  #words(snapshot: number, index: number): string[] {
    const moment = this.#held(String(this.#thread)).moments[snapshot];
    const band = this.#bands[index];
    if (moment === undefined || band === undefined) return [];
    const { heap, atMs } = moment;
    return [
      `${shortName(band.words)}: ${bytesText(band.bytes[snapshot]!)}`,
      heap === undefined
        ? `looked at ${momentText(atMs)}`
        : `snapshot of ${heap.thread} at ${momentText(atMs)}, ${heap.reason}`,
    ];
  }

  #choose(index: number, more: boolean): void {
    const agent = this.#bands[index]?.agent;
    if (agent !== undefined) choose(this.#page, agentToken(agent), more);
  }
}

function notes({ moments, undrawn }: HeldOverTime): string {
  const snapshots = moments.filter(({ heap }) => heap !== undefined).length;
  const between = moments.length - snapshots;
  if (moments.length === 1) return "One snapshot: what was held before and after it is not known.";
  const readings = between === 0 ? "" : `; ${grouped(between)} times in between agents were looked at one by one`;
  const left = undrawn === 0 ? "" : ` ${grouped(undrawn)} more such readings are not drawn.`;
  return `${grouped(snapshots)} snapshots, drawn full${readings}; between them the bands are joined, not measured.${left}`;
}

function legendItem(band: Band, index: number): HTMLElement {
  const dot = element("i", { class: `dot ${bandClass(band, index)}` });
  const words = shortName(band.words);
  if (band.agent === undefined) return element("li", {}, dot, words);
  return element("li", {}, dot, element("button", { type: "button", "data-band": index }, words));
}

function bandClass({ kind }: Band, index: number): string {
  return kind === "agent" ? `role-${(index % 8) + 1}` : `held-${kind}`;
}

/** Upper edges of the bands, from the bottom. */
function stack(all: readonly Band[], count: number): Float64Array[] {
  let below = new Float64Array(count);
  return all.map(({ bytes }) => (below = below.map((value, i) => value + bytes[i]!)));
}

function area(top: Float64Array, below: Float64Array, x: (i: number) => number, y: (bytes: number) => number): string {
  const point = (i: number, bytes: number): string => `${x(i).toFixed(1)},${y(bytes).toFixed(1)}`;
  const upper = Array.from(top, (bytes, i) => point(i, bytes));
  const lower = Array.from(below, (bytes, i) => point(i, bytes)).toReversed();
  return `M${[...upper, ...lower].join("L")}Z`;
}
