import { grouped } from "../../quantity.ts";
import type { MemoryView } from "../../view-model.ts";
import { chosenProfiles } from "../chosen-profiles.ts";
import { choice } from "../choice.ts";
import { element, found } from "../element.ts";
import { latest } from "../latest.ts";
import type { Page } from "../page.ts";
import { type Chart, CHARTS } from "../page-state.ts";
import { rangeWords } from "../scope-words.ts";
import { rangeWithin, wholeRun } from "../whole-run.ts";
import { drawGrid, drawLimits, drawMarks, drawPeak, drawScales, drawShownProfiles } from "./draw-marks.ts";
import { type HighestPoint, highestPoint } from "./highest-point.ts";
import { type Marks, marksOf } from "./marks.ts";
import { overview } from "./overview.ts";
import { Plot } from "./plot.ts";
import { drawingOrder, plotData } from "./plot-data.ts";
import { type Stretch, stretchOf } from "./stretch.ts";
import { isOn } from "./switched.ts";
import { timelineKeys } from "./timeline-keys.ts";
import type { Track, TrackTable } from "./track.ts";
import { TrackSwitches } from "./track-switches.ts";
import { trackTable } from "./track-tables.ts";
import { type Who, whoOf } from "./who.ts";

const CHART_WORDS: Readonly<Record<Chart, string>> = {
  parts: "parts of RSS",
  processes: "by process",
  heap: "V8 heap",
  spaces: "V8 spaces",
};

/** A limit so far above everything is said, not drawn: it would press the chart flat. */
const LIMIT_IN_SIGHT = 2;

/** Memory over time. Dragging over it selects the time for the whole page, and zooms into it. */
export class MemoryTimeline {
  readonly #page: Page;
  readonly #memory: MemoryView;
  readonly #host = element("div", {
    class: "plot",
    tabindex: 0,
    role: "application",
    "aria-label": "Memory over time. Arrow keys move, plus and minus zoom; question mark for all keys.",
    "aria-describedby": "memory-said",
  });
  readonly #said = element("p", { class: "unseen", id: "memory-said", role: "status", "aria-live": "polite" });
  readonly #note = element("p", { class: "plot-note" });
  readonly #switches: TrackSwitches;
  readonly #overview: ReturnType<typeof overview>;
  readonly #charts: readonly Chart[];
  readonly #table: (key: { chart: Chart; thread: number | null }) => { table: TrackTable; marks: Marks; who: Who };
  #plot: Plot | undefined;
  #widthPx: number;
  /** What the pointer or the keys look at, ms. */
  #lookedAt: number | null = null;
  #highest: HighestPoint | undefined;

  constructor(page: Page, memory: MemoryView) {
    this.#page = page;
    this.#memory = memory;
    this.#charts = CHARTS.filter((chart) => hasChart(chart, memory));
    this.#switches = new TrackSwitches(page);
    this.#overview = overview(page);
    this.#table = latest(
      ({ chart, thread }) => `${chart} ${thread}`,
      ({ chart, thread }) => {
        const who = whoOf(memory, thread === null ? undefined : page.model.sources.threads[thread]);
        return { table: trackTable(chart, who), marks: marksOf(memory, who), who };
      },
    );
    const charts = choice<Chart>(
      "Chart",
      this.#charts.map((chart) => [chart, CHART_WORDS[chart]] as const),
      (chart) => page.change({ chart }),
    );
    charts.host.hidden = this.#charts.length === 1;
    found("#memory .tools").append(charts.host, element("span", {}, "drag to zoom, double click for all"));
    found("#memory .timeline").append(this.#host, this.#overview.host);
    found("#memory .foot").append(this.#switches.host, this.#note, this.#said);
    this.#widthPx = this.#host.clientWidth;
    const offered = latest(String, () => {
      charts.mark(this.#chart);
      const { table, marks } = this.#current;
      this.#switches.offer(table, marks);
      this.#overview.draw(table);
    });
    const built = latest(String, () => this.#build());
    page.show(["chart", "thread", "switched", "range"], () => {
      const { thread, switched } = page.state;
      offered(`${this.#chart} ${thread}`);
      built(`${this.#chart} ${thread} ${switched}`);
      this.#draw();
    });
    page.show(["weight", "count", "moment"], () => this.#plot?.repaint());
    timelineKeys(this.#host, {
      now: () => ({ shown: this.#shown, atMs: this.#lookedAt ?? this.#highest?.atMs ?? this.#shown.fromMs }),
      lookAt: (ms) => {
        this.#plot?.pointAt(ms);
        this.#look(ms);
        this.#said.textContent = this.#switches.sentence();
      },
      zoom: (stretch) => this.#select(stretch),
      clear: () => page.change({ range: null }),
    });
    new ResizeObserver(() => this.#fit()).observe(this.#host);
    for (const media of ["(prefers-color-scheme: dark)", "print"]) {
      matchMedia(media).addEventListener("change", () => this.#plot?.repaint());
    }
  }

  focus(): void {
    this.#host.focus();
  }

  get #chart(): Chart {
    const { chart } = this.#page.state;
    return this.#charts.includes(chart) ? chart : "parts";
  }

  get #current(): { table: TrackTable; marks: Marks; who: Who } {
    return this.#table({ chart: this.#chart, thread: this.#page.state.thread });
  }

  get #shown(): Stretch {
    return stretchOf(this.#page.state.range ?? wholeRun(this.#page.model.sources));
  }

  get #tracksOn(): Track[] {
    const { table } = this.#current;
    const { switched } = this.#page.state;
    return table.tracks.filter(({ id, isOnAtFirst }) => isOn(switched, `${table.chart}.${id}`, isOnAtFirst));
  }

  /** A new chart: uPlot's tracks are set when it is made. */
  #build(): void {
    this.#plot?.destroy();
    const { marks } = this.#current;
    const on = this.#tracksOn;
    const isMarkOn = (id: string): boolean => isOn(this.#page.state.switched, id, true);
    this.#plot = new Plot(this.#host, drawingOrder(on), this.#widthPx, {
      point: (ms) => this.#look(ms),
      select: (stretch) => this.#select(stretch),
      clear: () => this.#page.change({ range: null }),
      drawBehind: drawGrid,
      drawInFront: (canvas, geometry) => {
        drawMarks(canvas, geometry, marks, isMarkOn);
        drawShownProfiles(canvas, geometry, this.#shownProfiles());
        drawScales(canvas, geometry, new Map(on.map(({ unit, colour }) => [unit, colour])));
        drawLimits(canvas, geometry, this.#limits());
        if (this.#highest !== undefined) drawPeak(canvas, geometry, { ...this.#highest, words: this.#highest.label });
      },
    });
  }

  #draw(): void {
    const { table, who } = this.#current;
    const shown = this.#shown;
    const data = plotData(table, this.#tracksOn, shown, this.#widthPx);
    const peak = table.limits === "rss" && who.isAll ? this.#memory.peak : undefined;
    this.#highest = highestPoint(table, shown, peak);
    const inSight = this.#limits().filter(({ bytes }) => bytes <= LIMIT_IN_SIGHT * data.highest.bytes);
    this.#plot?.draw(
      data,
      shown,
      this.#widthPx,
      Math.max(this.#highest?.bytes ?? 0, ...inSight.map(({ bytes }) => bytes)),
    );
    this.#note.textContent = this.#notes(data.readings, data.drawn, inSight.length);
    const { range } = this.#page.state;
    const words = [
      CHART_WORDS[table.chart],
      table.limits === "rss" ? who.words : who.chosenWords,
      range === null ? "" : rangeWords(range),
    ];
    found("#memory-title").textContent = `Memory over time: ${words.filter((one) => one !== "").join(", ")}`;
    this.#look(null);
  }

  #notes(readings: number, drawn: number, limitsInSight: number): string {
    const thinned =
      drawn < readings
        ? `${grouped(readings)} readings, of which the lowest and highest of each pixel are drawn; a zoom shows more.`
        : "";
    const limits = this.#limits();
    const above =
      limitsInSight < limits.length ? `Above the drawing: ${limits.map(({ label }) => label).join(", ")}.` : "";
    return [this.#current.table.note, above, thinned].filter((sentence) => sentence !== "").join(" ");
  }

  /** A limit on all processes says nothing about one of several. */
  #limits(): MemoryView["limits"] {
    const { table, who } = this.#current;
    return who.isAll ? this.#memory.limits.filter(({ quantity }) => quantity === table.limits) : [];
  }

  #shownProfiles(): number[] {
    const { state, model } = this.#page;
    if (state.weight !== "live") return [];
    return chosenProfiles(model.sources, state).profiles.map(({ atMs }) => atMs);
  }

  #look(ms: number | null): void {
    this.#lookedAt = ms;
    const moment = ms === null ? this.#highest : { atMs: ms, words: "at" };
    if (moment !== undefined) this.#switches.show(this.#current.table, moment);
  }

  #select({ fromMs, toMs }: Stretch): void {
    const range = rangeWithin(wholeRun(this.#page.model.sources), fromMs * 1000, toMs * 1000);
    this.#page.change({ range });
  }

  #fit(): void {
    const widthPx = this.#host.clientWidth;
    if (widthPx === this.#widthPx || widthPx === 0) return;
    this.#widthPx = widthPx;
    requestAnimationFrame(() => this.#draw());
  }
}

function hasChart(chart: Chart, { processes, threads }: MemoryView): boolean {
  switch (chart) {
    case "parts":
      return true;
    case "processes":
      return processes.length > 1;
    case "heap":
      return threads.some(({ samples }) => samples.atMs.length > 0);
    case "spaces":
      return threads.some(({ samples }) => samples.spaces.length > 0);
  }
}
