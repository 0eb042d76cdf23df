import { percentText } from "../../quantity.ts";
import type { Chart } from "../page-state.ts";
import { extraTracks } from "./extra-tracks.ts";
import { partsOfRss } from "./parts-of-rss.ts";
import { type Steps, sumOf, timesOf } from "./steps.ts";
import { track, type TrackTable } from "./track.ts";
import { inBytes, processSteps, stepsOf, threadSteps, type Who } from "./who.ts";

/** What the timeline shows, in each of its ways. */
export function trackTable(chart: Chart, who: Who): TrackTable {
  switch (chart) {
    case "parts":
      return parts(who);
    case "processes":
      return processes(who);
    case "heap":
      return heap(who);
    case "spaces":
      return spaces(who);
  }
}

/** As many as can be told apart by colour; the others are summed up. */
const LINES = 7;
const LAYERS = 6;

function parts(who: Who): TrackTable {
  const { atMs, cut, rss, ...all } = partsOfRss(who);
  const layers = LAYERS_OF_RSS.filter(({ of }) => all[of].some((value) => value > 0)).map(({ of, words, hint }) =>
    track(of, words, () => all[of], { colour: `--${of}`, shape: "layer", hint }),
  );
  const note =
    cut === 0
      ? ""
      : `In ${percentText(100 * cut)} of the readings the parts add up to more than RSS, as not all of them is in RAM: there external memory is drawn cut, and the heap where that is not enough.`;
  const main = track("rss", "RSS", () => rss, { colour: "--ink" });
  return { chart: "parts", atMs, tracks: [...layers, ...extraTracks(atMs, who, who)], main, limits: "rss", note };
}

/** From the bottom; the same names as where the peak is taken apart. */
const LAYERS_OF_RSS = [
  { of: "heap", words: "V8 heap", hint: "What V8 uses for its heaps, garbage and free room in them included" },
  {
    of: "external",
    words: "external memory",
    hint: "Outside the heaps: buffers and strings that objects keep, V8's own",
  },
  { of: "files", words: "program files", hint: "Files mapped into memory: the program's code, libraries" },
  { of: "programs", words: "other programs", hint: "All memory of processes that are not Node" },
  { of: "rest", words: "rest", hint: "Stacks, native code, swarmprof in the process, and what nobody accounts for" },
] as const;

function processes(who: Who): TrackTable {
  const atMs = timesOf(who.processes.map(({ samples }) => samples.atMs));
  const largest = who.processes
    .map((process, i) => ({ process, id: `p${i}` }))
    .sort((a, b) => b.process.peakRssBytes - a.process.peakRssBytes);
  const sum = (all: typeof largest): Float64Array =>
    sumOf(
      atMs,
      all.map(({ process }) => processSteps(process, "rss")),
    );
  const named = largest.slice(0, largest.length > LINES + 1 ? LINES : LINES + 1);
  const rest = largest.slice(named.length);
  const lines = named.map((one, i) =>
    track(one.id, one.process.label, () => sum([one]), { colour: i === LINES ? "--other-line" : `--l${i + 1}` }),
  );
  if (rest.length > 0)
    lines.push(track("rest", `${rest.length} smaller ones together`, () => sum(rest), { colour: "--other-line" }));
  const total = track("sum", "RSS of all", () => sum(largest), { colour: "--ink" });
  const main = lines.length === 1 ? lines[0]! : total;
  const tracks = [...(lines.length === 1 ? [] : [total]), ...lines, ...extraTracks(atMs, who, who)];
  return { chart: "processes", atMs, tracks, main, limits: "rss", note: "" };
}

function heap(who: Who): TrackTable {
  const atMs = timesOf(who.chosen.map(({ samples }) => samples.atMs));
  const sum = (column: "heapUsed" | "heapTotal" | "external" | "arrayBuffers" | "malloced") => (): Float64Array => {
    return sumOf(
      atMs,
      who.chosen.map((thread) => threadSteps(thread, column, who)),
    );
  };
  const main = track("used", "used", sum("heapUsed"), {
    colour: "--heap",
    shape: "area",
    hint: "Objects, and garbage not yet collected",
  });
  const tracks = [
    main,
    track("total", "total", sum("heapTotal"), { colour: "--ink", hint: "What V8 took from the system" }),
    track("external", "external", sum("external"), { colour: "--l2", hint: "Outside the heap, kept by objects in it" }),
    track("buffers", "array buffers", sum("arrayBuffers"), {
      colour: "--l3",
      isOnAtFirst: false,
      hint: "Part of external",
    }),
    track("malloced", "V8's own malloc", sum("malloced"), { colour: "--l4", isOnAtFirst: false }),
    ...extraTracks(atMs, who, { threads: who.chosen }),
  ];
  return { chart: "heap", atMs, tracks, main, limits: "heap", note: "" };
}

function spaces(who: Who): TrackTable {
  const atMs = timesOf(who.chosen.map(({ samples }) => samples.atMs));
  const bySpace = new Map<string, Steps[]>();
  for (const thread of who.chosen) {
    for (const { name, used } of thread.samples.spaces) {
      bySpace.set(name, [...(bySpace.get(name) ?? []), stepsOf(thread, inBytes(used), who)]);
    }
  }
  const all = Array.from(bySpace, ([name, steps]) => {
    const values = sumOf(atMs, steps);
    return { words: name.replace(/_space$/, "").replaceAll("_", " "), steps, values, most: highest(values) };
  })
    .filter(({ most }) => most > 0)
    .sort((a, b) => b.most - a.most);
  const named = all.slice(0, LAYERS);
  const rest = all.slice(LAYERS).flatMap(({ steps }) => steps);
  const layers = named.map(({ words, values }, i) =>
    track(words.replaceAll(" ", "-"), words, () => values, { colour: `--p${i + 1}`, shape: "layer" }),
  );
  if (rest.length > 0)
    layers.push(track("other", "other spaces", () => sumOf(atMs, rest), { colour: "--rest", shape: "layer" }));
  const used = who.chosen.map((thread) => threadSteps(thread, "heapUsed", who));
  const main = track("used", "used", () => sumOf(atMs, used), { colour: "--ink" });
  const extra = extraTracks(atMs, who, { threads: who.chosen });
  return { chart: "spaces", atMs, tracks: [...layers, ...extra], main, limits: "heap", note: "" };
}

function highest(values: Float64Array): number {
  let most = 0;
  for (const value of values) if (value > most) most = value;
  return most;
}
