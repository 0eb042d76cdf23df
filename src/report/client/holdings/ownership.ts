import { bytesText, digitsOfBytes, digitsOfPercent, grouped, momentText, percentText } from "../../quantity.ts";
import type { AgentsView } from "../../view-model.ts";
import { agentToken, chosenAgents, groupToken, shortName } from "../agents/agent-choice.ts";
import { choose, isMore } from "../agents/choose.ts";
import { roleClass } from "../agents/role-colours.ts";
import { bar } from "../bar.ts";
import { element, found, svgElement } from "../element.ts";
import { floatingBox } from "../floating-box.ts";
import { latest } from "../latest.ts";
import type { Page } from "../page.ts";
import { type HeldOverTime, heldOverTime } from "./held-over-time.ts";
import { type OwnedByGroup, type OwnedPart, ownedByGroup, partsOfHeap, snapshotOf } from "./ownership-tiles.ts";
import { treemap } from "./treemap.ts";

const WIDTH = 1000;
const HEIGHT = 260;
/** A name needs so much room, pixels. */
const LABEL_PX = { width: 58, height: 16 };

interface DrawnTile {
  readonly part: OwnedPart;
  readonly group: number;
  readonly host: SVGElement;
}

/** Whose the heap is at one snapshot: its parts, and of what agents own a rectangle an agent. */
export class Ownership {
  readonly #page: Page;
  readonly #view: AgentsView;
  readonly #picker = element("select", { class: "pill", "aria-label": "Snapshot" });
  readonly #parts = element("div", { class: "owned-parts" });
  readonly #map = svgElement("svg", {
    viewBox: `0 0 ${WIDTH} ${HEIGHT}`,
    preserveAspectRatio: "none",
    "aria-hidden": "true",
  });
  readonly #labels = element("div", { class: "tile-labels", "aria-hidden": "true" });
  readonly #host = element(
    "div",
    {
      class: "tiles",
      tabindex: 0,
      role: "application",
      "aria-label": "What each agent owns, as areas. Arrow keys move from the largest to the smaller, Enter chooses.",
      "aria-describedby": "owned-said",
    },
    this.#map,
    this.#labels,
  );
  readonly #said = element("p", { class: "unseen", id: "owned-said", role: "status", "aria-live": "polite" });
  readonly #twin = element("div", { class: "scroll" });
  readonly #box = floatingBox();
  readonly #held: (key: string) => HeldOverTime;
  #tiles: readonly DrawnTile[] = [];
  #tile = 0;

  constructor(page: Page, view: AgentsView) {
    this.#page = page;
    this.#view = view;
    // A snapshot says what its own thread held.
    this.#held = latest(String, (thread) => heldOverTime(view, thread));
    view.heaps.forEach(({ thread, atMs, reason }, i) => {
      this.#picker.append(element("option", { value: i }, `${thread} at ${momentText(atMs)}, ${reason}`));
    });
    this.#picker.addEventListener("change", () => page.change({ snapshot: Number(this.#picker.value) }));
    found("#ownership .tools").append(this.#picker);
    const table = element(
      "details",
      { class: "twin" },
      element("summary", {}, "What agents own, as a table"),
      this.#twin,
    );
    found("#ownership .body").append(this.#parts, this.#host, this.#said, table);
    this.#listen();
    page.show(["range", "thread", "snapshot"], () => this.#draw());
    page.show(["agents"], () => this.#mark());
  }

  focus(): void {
    this.#host.focus();
  }

  get #snapshot(): number {
    const { snapshot, range, thread } = this.#page.state;
    const label = thread === null ? undefined : this.#page.model.sources.threads[thread]?.label;
    return snapshotOf(this.#view, snapshot, range, label);
  }

  #listen(): void {
    const tileAt = (target: EventTarget | null): number | undefined => {
      const index = target instanceof SVGElement ? target.dataset["tile"] : undefined;
      return index === undefined ? undefined : Number(index);
    };
    this.#host.addEventListener("pointermove", ({ target, clientX, clientY }) => {
      const tile = tileAt(target);
      if (tile === undefined) this.#box.hide();
      else this.#box.show(this.#words(tile), { x: clientX, y: clientY });
    });
    this.#host.addEventListener("pointerleave", () => this.#box.hide());
    this.#host.addEventListener("blur", () => this.#box.hide());
    this.#host.addEventListener("click", (event) => {
      const tile = tileAt(event.target);
      if (tile !== undefined) this.#choose(tile, isMore(event));
    });
    this.#twin.addEventListener("click", ({ target }) => {
      const agents = target instanceof HTMLElement ? target.dataset["agents"] : undefined;
      if (agents !== undefined) this.#page.change({ agents });
    });
    this.#host.addEventListener("keydown", (event) => {
      if (event.ctrlKey || event.metaKey || event.altKey || !this.#key(event.key)) return;
      event.preventDefault();
      event.stopPropagation();
    });
  }

  #key(key: string): boolean {
    const look = (tile: number): true => {
      this.#tile = Math.max(0, Math.min(this.#tiles.length - 1, tile));
      this.#said.textContent = this.#words(this.#tile).join(", ");
      const box = this.#tiles[this.#tile]?.host.getBoundingClientRect();
      if (box !== undefined) this.#box.show(this.#words(this.#tile), { x: box.left, y: box.top });
      this.#mark();
      return true;
    };
    switch (key) {
      case "ArrowRight":
      case "ArrowDown":
        return look(this.#tile + 1);
      case "ArrowLeft":
      case "ArrowUp":
        return look(this.#tile - 1);
      case "Home":
        return look(0);
      case "End":
        return look(this.#tiles.length - 1);
      case "Enter":
      case " ":
        this.#choose(this.#tile, key === " ");
        return true;
      default:
        return false;
    }
  }

  #draw(): void {
    const index = this.#snapshot;
    const heap = this.#view.heaps[index];
    if (heap === undefined) return;
    const { swarm } = this.#page.model.sources;
    const held = this.#held(heap.thread);
    const owned = ownedByGroup(
      swarm,
      held,
      held.moments.findIndex((moment) => moment.heap === heap),
    );
    this.#picker.value = String(index);
    found("#ownership-title").textContent = `Whose the heap is: ${heap.thread} at ${momentText(heap.atMs)}`;
    const all = heap.totalBytes || 1;
    const parts = partsOfHeap(heap);
    this.#parts.replaceChildren(
      stackedBar(parts.map(({ name, bytes }) => ({ look: `owned-${name}`, share: bytes / all }))),
      element(
        "table",
        {},
        element(
          "tbody",
          {},
          ...parts.map(({ name, words, bytes }) =>
            element(
              "tr",
              {},
              element("td", {}, element("i", { class: `dot owned-${name}` }), words),
              element("td", { class: "n" }, `${digitsOfBytes(bytes)} MB`),
              element("td", { class: "n" }, `${digitsOfPercent((100 * bytes) / all)} %`),
              element("td", { class: "w" }, bar((100 * bytes) / all)),
            ),
          ),
        ),
      ),
    );
    this.#drawTiles(owned);
    this.#twin.replaceChildren(this.#table(owned));
    this.#host.hidden = owned.length === 0;
    this.#mark();
  }

  #drawTiles(owned: readonly OwnedByGroup[]): void {
    const groups = treemap(
      owned.map(({ bytes }) => bytes),
      { x: 0, y: 0, width: WIDTH, height: HEIGHT },
    );
    const scale = { x: this.#host.clientWidth / WIDTH, y: this.#host.clientHeight / HEIGHT };
    const tiles: DrawnTile[] = [];
    const labels: HTMLElement[] = [];
    for (const box of groups) {
      const { group, parts } = owned[box.index]!;
      for (const { index, x, y, width, height } of treemap(
        parts.map(({ bytes }) => bytes),
        box,
      )) {
        const part = parts[index]!;
        const host = svgElement("rect", { class: `tile ${roleClass(group)}`, x, y, width, height, "data-tile": 0 });
        tiles.push({ part, group, host });
        if (width * scale.x < LABEL_PX.width || height * scale.y < LABEL_PX.height) continue;
        const label = element("span", {}, this.#nameOf(part));
        label.style.left = `${(100 * x) / WIDTH}%`;
        label.style.top = `${(100 * y) / HEIGHT}%`;
        label.style.width = `${(100 * width) / WIDTH}%`;
        labels.push(label);
      }
    }
    this.#tiles = tiles.sort((a, b) => b.part.bytes - a.part.bytes);
    this.#tiles.forEach(({ host }, i) => host.setAttribute("data-tile", String(i)));
    this.#map.replaceChildren(...this.#tiles.map(({ host }) => host));
    this.#labels.replaceChildren(...labels);
    this.#tile = 0;
  }

  #nameOf({ agent, count }: OwnedPart): string {
    return agent === -1 ? `${grouped(count)} smaller` : shortName(this.#page.model.sources.swarm.agents[agent]!.id);
  }

  #words(index: number): string[] {
    const tile = this.#tiles[index];
    if (tile === undefined) return [];
    const { groups } = this.#page.model.sources.swarm;
    const all = this.#tiles.reduce((sum, { part }) => sum + part.bytes, 0) || 1;
    return [
      this.#nameOf(tile.part),
      shortName(groups[tile.group]?.words ?? ""),
      `${bytesText(tile.part.bytes)}, ${percentText((100 * tile.part.bytes) / all)} of what agents own`,
    ];
  }

  #choose(index: number, more: boolean): void {
    const part = this.#tiles[index]?.part;
    if (part === undefined) return;
    const token = part.agent === -1 ? groupToken(this.#tiles[index]!.group) : agentToken(part.agent);
    choose(this.#page, token, more);
  }

  #mark(): void {
    const { agents } = this.#page.state;
    const chosen = chosenAgents(agents, this.#page.model.sources.swarm);
    this.#tiles.forEach(({ part, host }, i) => {
      host.classList.toggle("off", agents !== "" && chosen[part.agent + 1] !== 1);
      host.classList.toggle("active", i === this.#tile);
    });
  }

  #table(owned: readonly OwnedByGroup[]): HTMLElement {
    const { groups } = this.#page.model.sources.swarm;
    const rows = owned.flatMap(({ group, bytes, parts }) => [
      element(
        "tr",
        {},
        element("td", {}, element("b", {}, shortName(groups[group]?.words ?? ""))),
        element("td", { class: "n" }, digitsOfBytes(bytes)),
      ),
      ...parts.map((part) =>
        element(
          "tr",
          {},
          element(
            "td",
            { class: "member" },
            part.agent === -1
              ? this.#nameOf(part)
              : element(
                  "button",
                  { type: "button", class: "link", "data-agents": agentToken(part.agent) },
                  this.#nameOf(part),
                ),
          ),
          element("td", { class: "n" }, digitsOfBytes(part.bytes)),
        ),
      ),
    ]);
    const head = element("tr", {}, element("th", {}, "agent"), element("th", { class: "n" }, "own MB"));
    return element("table", {}, element("thead", {}, head), element("tbody", {}, ...rows));
  }
}

function stackedBar(parts: readonly { readonly look: string; readonly share: number }[]): SVGSVGElement {
  let at = 0;
  const rects = parts.map(({ look, share }) => {
    const rect = svgElement("rect", { class: look, x: at, width: share, y: 0, height: 1 });
    at += share;
    return rect;
  });
  return svgElement(
    "svg",
    { class: "owned-bar", viewBox: "0 0 1 1", preserveAspectRatio: "none", "aria-hidden": "true" },
    ...rects,
  );
}
