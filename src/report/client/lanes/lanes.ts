import { percentText } from "../../quantity.ts";
import type { AgentsView } from "../../view-model.ts";
import { agentToken, chosenAgents, shortName } from "../agents/agent-choice.ts";
import { choose, isMore } from "../agents/choose.ts";
import { roleColour } from "../agents/role-colours.ts";
import { type Choice, choice } from "../choice.ts";
import { onDrag } from "../drag.ts";
import { element, found } from "../element.ts";
import { latest } from "../latest.ts";
import type { Page } from "../page.ts";
import type { TimeRange } from "../scope.ts";
import { rangeWords, seconds } from "../scope-words.ts";
import { timeAxis } from "../time-axis.ts";
import { rangeWithin, wholeRun } from "../whole-run.ts";
import { floatingBox } from "../floating-box.ts";
import { laneGrid, type LaneGrid, ranAtAll } from "./lane-grid.ts";
import { LANE_ORDERS, type LaneOrder, laneOrder } from "./lane-order.ts";
import { fitWithNames, type LaneLayout, laneLayout } from "./lane-layout.ts";
import { laneLegend, laneNotes } from "./lane-legend.ts";
import { lanePicture } from "./lane-picture.ts";
import { lanesKeys } from "./lanes-keys.ts";

const ORDER_WORDS: Readonly<Record<LaneOrder, string>> = { first: "by first run", role: "by role", cpu: "by CPU" };

/** Who ran when: a lane an agent, the axis of time that of the page. */
export class Lanes {
  readonly #page: Page;
  readonly #view: AgentsView;
  readonly #canvas = element("canvas", { "aria-hidden": "true" });
  readonly #names = element("div", { class: "lane-names", "aria-hidden": "true" });
  readonly #cursor = element("div", { class: "lane-cursor", hidden: true });
  readonly #sheet = element("div", { class: "lane-sheet" }, this.#canvas, this.#names, this.#cursor);
  readonly #tall = element("div", { class: "lane-tall" }, this.#sheet);
  readonly #host = element(
    "div",
    {
      class: "swarm-lanes",
      tabindex: 0,
      role: "application",
      "aria-label":
        "Who ran when. Up and down move between agents, left and right in time, Enter chooses, plus and minus zoom.",
      "aria-describedby": "lanes-said",
    },
    this.#tall,
  );
  readonly #axis = element("div", { class: "axis", "aria-hidden": "true" });
  readonly #legend = element("ul", { class: "legend" });
  readonly #note = element("p", { class: "note" });
  readonly #said = element("p", { class: "unseen", id: "lanes-said", role: "status", "aria-live": "polite" });
  readonly #box = floatingBox();
  readonly #ran: Uint8Array;
  readonly #orders: Choice<LaneOrder>;
  readonly #sizes: Choice<"picture" | "names">;
  readonly #order: (key: string) => Uint32Array;
  #orderBy: LaneOrder = "first";
  #isPicture = true;
  #lanes: Uint32Array = new Uint32Array();
  #grid: LaneGrid | undefined;
  /** The first line of the grid. */
  #firstLine = 0;
  #lane = 0;
  #atUs = 0;

  constructor(page: Page, view: AgentsView) {
    this.#page = page;
    this.#view = view;
    const { sources } = page.model;
    this.#ran = ranAtAll(sources, view.activity);
    this.#order = latest(String, () => {
      const { thread } = page.state;
      return laneOrder(sources.swarm, {
        order: this.#orderBy,
        thread: thread === null ? undefined : sources.threads[thread]?.label,
        ran: (agent) => this.#ran[agent] === 1,
      });
    });
    this.#orders = choice<LaneOrder>(
      "Order of the lanes",
      LANE_ORDERS.map((order) => [order, ORDER_WORDS[order]] as const),
      (order) => {
        this.#orderBy = order;
        this.#draw();
      },
    );
    this.#sizes = choice<"picture" | "names">(
      "Height of the lanes",
      [
        ["picture", "all"],
        ["names", "with names"],
      ],
      (size) => {
        this.#isPicture = size === "picture";
        this.#draw();
      },
    );
    found("#lanes .tools").append(this.#orders.host, this.#sizes.host);
    found("#lanes .body").append(this.#host, this.#axis, this.#legend, this.#note, this.#said);
    this.#listen();
    page.show(["range", "thread"], () => this.#draw());
    page.show(["agents"], () => this.#paint());
  }

  focus(): void {
    this.#host.focus();
  }

  get #shown(): TimeRange {
    return this.#page.state.range ?? wholeRun(this.#page.model.sources);
  }

  get #layout(): LaneLayout {
    return laneLayout(this.#lanes.length, { asPicture: this.#isPicture });
  }

  #listen(): void {
    const host = this.#host;
    host.addEventListener("scroll", () => this.#drawLines(), { passive: true });
    host.addEventListener("pointermove", (event) => this.#hover(event));
    host.addEventListener("pointerleave", () => this.#box.hide());
    onDrag(this.#sheet, {
      during: (from, to) => this.#markCursor(from, to),
      done: (from, to, event) => {
        this.#cursor.hidden = true;
        const { fromUs, toUs } = this.#shown;
        const at = (share: number): number => fromUs + share * (toUs - fromUs);
        if (to - from > 0.003) {
          this.#page.change({ range: rangeWithin(wholeRun(this.#page.model.sources), at(from), at(to)) });
          return;
        }
        const agent = this.#agentAt(event);
        if (agent !== undefined) choose(this.#page, agentToken(agent), isMore(event));
      },
    });
    host.addEventListener("dblclick", () => this.#page.change({ range: null }));
    host.addEventListener("focus", () => this.#lookAt());
    host.addEventListener("blur", () => {
      this.#cursor.hidden = true;
      this.#box.hide();
    });
    lanesKeys(host, {
      up: (lanes) => {
        this.#lane = Math.max(0, Math.min(this.#lanes.length - 1, this.#lane - lanes));
        this.#lookAt();
      },
      along: (share) => {
        const { fromUs, toUs } = this.#shown;
        this.#atUs = Math.max(fromUs, Math.min(toUs, this.#atUs + share * (toUs - fromUs)));
        this.#lookAt();
      },
      choose: (more) => {
        const agent = this.#lanes[this.#lane];
        if (agent !== undefined) choose(this.#page, agentToken(agent), more);
      },
      zoom: (factor) => {
        const { fromUs, toUs } = this.#shown;
        const half = (factor * (toUs - fromUs)) / 2;
        const range = rangeWithin(wholeRun(this.#page.model.sources), this.#atUs - half, this.#atUs + half);
        this.#page.change({ range });
      },
    });
    new ResizeObserver(() => requestAnimationFrame(() => this.#drawLines())).observe(host);
    for (const media of ["(prefers-color-scheme: dark)", "print"])
      matchMedia(media).addEventListener("change", () => this.#paint());
  }

  #draw(): void {
    const { thread, range } = this.#page.state;
    this.#lanes = this.#order(`${this.#orderBy} ${thread}`);
    const { threads } = this.#page.model.sources;
    const label = thread === null ? "" : (threads[thread]?.label ?? "");
    const words = [label, range === null ? "" : rangeWords(range)].filter((one) => one !== "");
    found("#lanes-title").textContent = `Who ran when${words.length === 0 ? "" : `: ${words.join(", ")}`}`;
    this.#orders.mark(this.#orderBy);
    this.#sizes.mark(this.#isPicture ? "picture" : "names");
    this.#sizes.host.hidden = fitWithNames(this.#lanes.length);
    const layout = this.#layout;
    this.#host.classList.toggle("named", layout.isNamed);
    this.#tall.style.height = `${Math.max(1, layout.lines * layout.linePx)}px`;
    this.#axis.replaceChildren(...timeAxis(this.#shown));
    this.#note.textContent = laneNotes(this.#lanes.length, this.#view.agents.length, layout);
    const { fromUs, toUs } = this.#shown;
    if (this.#atUs < fromUs || this.#atUs > toUs) this.#atUs = fromUs;
    this.#lane = Math.max(0, Math.min(this.#lane, this.#lanes.length - 1));
    this.#legend.replaceChildren(...laneLegend(this.#page.model.sources.swarm, this.#lanes));
    this.#drawLines();
  }

  /** What is in sight. */
  #drawLines(): void {
    const width = this.#host.clientWidth;
    const height = this.#host.clientHeight;
    if (width === 0 || height === 0) return;
    const { linePx, perLine, lines: all } = this.#layout;
    this.#firstLine = Math.min(Math.max(0, all - 1), Math.floor(this.#host.scrollTop / linePx));
    const lines = Math.max(1, Math.min(all - this.#firstLine, Math.ceil(height / linePx) + 1));
    const { sources } = this.#page.model;
    const lineOf = new Int32Array(sources.swarm.agents.length).fill(-1);
    for (let line = 0; line < lines; line++) {
      for (let i = 0; i < perLine; i++) {
        const agent = this.#lanes[(this.#firstLine + line) * perLine + i];
        if (agent !== undefined) lineOf[agent] = line;
      }
    }
    const shown = { ...this.#shown, thread: this.#page.state.thread };
    this.#grid = laneGrid(sources, this.#view.activity, shown, lineOf, { width, lines });
    this.#sheet.style.top = `${this.#firstLine * linePx}px`;
    this.#paint();
    this.#drawNames(lines);
  }

  #paint(): void {
    if (this.#grid === undefined) return;
    const { swarm } = this.#page.model.sources;
    const { agents } = this.#page.state;
    const image = lanePicture(this.#grid, {
      linePx: this.#layout.linePx,
      colours: coloursOf(swarm.groups.length),
      groupOf: swarm.groupOf,
      chosen: agents === "" ? undefined : chosenAgents(agents, swarm),
    });
    this.#canvas.width = image.width;
    this.#canvas.height = image.height;
    this.#canvas.getContext("2d")?.putImageData(image, 0, 0);
    this.#host.classList.toggle("choosing", agents !== "");
    for (const name of this.#names.children) {
      if (name instanceof HTMLElement) this.#markName(name);
    }
  }

  #drawNames(lines: number): void {
    const { swarm } = this.#page.model.sources;
    const named = this.#layout.isNamed
      ? Array.from({ length: lines }, (_, line) => this.#lanes[this.#firstLine + line])
      : [];
    this.#names.replaceChildren(
      ...named.flatMap((agent) => {
        if (agent === undefined) return [];
        const name = element("span", { "data-agent": agent }, shortName(swarm.agents[agent]!.id));
        this.#markName(name);
        return [name];
      }),
    );
  }

  #markName(name: HTMLElement): void {
    const { agents } = this.#page.state;
    const chosen = chosenAgents(agents, this.#page.model.sources.swarm);
    name.classList.toggle("on", chosen[Number(name.dataset["agent"]) + 1] === 1);
  }

  #hover(event: PointerEvent): void {
    const agent = this.#agentAt(event);
    if (agent === undefined) {
      this.#box.hide();
      return;
    }
    const { left, width } = this.#sheet.getBoundingClientRect();
    const { fromUs, toUs } = this.#shown;
    const atUs = fromUs + ((event.clientX - left) / width) * (toUs - fromUs);
    this.#box.show(this.#words(agent, atUs), { x: event.clientX, y: event.clientY });
  }

  /** The agent below the pointer: of several in a line, the one that ran there. */
  #agentAt({ clientX, clientY }: PointerEvent): number | undefined {
    const { left, top, width } = this.#sheet.getBoundingClientRect();
    const { linePx, perLine } = this.#layout;
    const line = Math.floor((clientY - top) / linePx);
    const grid = this.#grid;
    if (grid === undefined || line < 0) return undefined;
    const x = Math.floor(((clientX - left) / width) * grid.width);
    const drawn = grid.agent[line * grid.width + x] ?? 0;
    if (drawn > 0) return drawn - 1;
    return perLine === 1 ? this.#lanes[this.#firstLine + line] : undefined;
  }

  #words(agent: number, atUs: number): string[] {
    const { id, role } = this.#page.model.sources.swarm.agents[agent]!;
    const busy = this.#busyAt(agent, atUs);
    return [
      shortName(id),
      role === id ? "" : shortName(role),
      `at ${seconds(atUs)} s: ${busy > 0 ? `ran ${percentText(100 * busy)} of the time` : "did not run"}`,
    ];
  }

  #busyAt(agent: number, atUs: number): number {
    const grid = this.#grid;
    if (grid === undefined) return 0;
    const { fromUs, toUs } = this.#shown;
    const line = Math.floor(this.#lanes.indexOf(agent) / this.#layout.perLine) - this.#firstLine;
    const x = Math.min(grid.width - 1, Math.floor(((atUs - fromUs) / (toUs - fromUs)) * grid.width));
    const cell = line * grid.width + x;
    return grid.agent[cell] === agent + 1 ? grid.busy[cell]! : 0;
  }

  /** Shows and says what the keys look at. */
  #lookAt(): void {
    const agent = this.#lanes[this.#lane];
    if (agent === undefined) return;
    const { linePx, perLine } = this.#layout;
    const top = Math.floor(this.#lane / perLine) * linePx;
    const { scrollTop, clientHeight } = this.#host;
    if (top < scrollTop) this.#host.scrollTop = top;
    else if (top + linePx > scrollTop + clientHeight) this.#host.scrollTop = top + linePx - clientHeight;
    this.#drawLines();
    const { fromUs, toUs } = this.#shown;
    const share = (this.#atUs - fromUs) / (toUs - fromUs);
    this.#markCursor(share, share);
    this.#said.textContent = this.#words(agent, this.#atUs)
      .filter((part) => part !== "")
      .join(", ");
    if (!this.#host.matches(":focus-visible")) return;
    const { left, width } = this.#sheet.getBoundingClientRect();
    const y = this.#host.getBoundingClientRect().top + top - this.#host.scrollTop + linePx;
    this.#box.show(this.#words(agent, this.#atUs), { x: left + share * width, y });
  }

  #markCursor(from: number, to: number): void {
    this.#cursor.hidden = false;
    this.#cursor.style.left = `${100 * from}%`;
    this.#cursor.style.width = `${100 * (to - from)}%`;
  }
}

/** As numbers, from the page's style as it is now. */
function coloursOf(groups: number): [number, number, number][] {
  const style = getComputedStyle(document.documentElement);
  return Array.from({ length: groups }, (_, group) => {
    const hex = style.getPropertyValue(roleColour(group)).trim();
    const number = (at: number): number => Number.parseInt(hex.slice(at, at + 2), 16);
    return [number(1), number(3), number(5)];
  });
}
