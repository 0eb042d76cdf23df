import { grouped } from "../quantity.ts";
import { choiceWords } from "./agents/agent-choice.ts";
import { choice } from "./choice.ts";
import { element, found } from "./element.ts";
import { figuresOf } from "./figures.ts";
import { momentPicker } from "./moment-picker.ts";
import { SCOPE_KEYS, type Page } from "./page.ts";
import { isTime, type Scope, type Weight } from "./scope.ts";
import { seconds } from "./scope-words.ts";
import { wholeRun } from "./whole-run.ts";

/** The one selection for the page: threads, time, weight. Stays in sight; every part below answers to it. */
export function selectionBar(page: Page, openKeys: () => void): void {
  const keys = element("button", { type: "button", class: "link" }, "keys ", element("kbd", {}, "?"));
  keys.addEventListener("click", openKeys);
  const { threads, weights, hasObjects } = page.model.sources;
  found("#selection").append(
    element("span", {}, "Shown:"),
    ...(threads.length === 0 ? [] : [threadPicker(page)]),
    timeInputs(page),
    ...(page.model.sources.swarm.agents.length === 0 ? [] : [agentsPill(page)]),
    ...(weights.length === 0 ? [] : [weightSwitch(page)]),
    ...(hasObjects ? [countSwitch(page)] : []),
    ...(weights.every(isTime) ? [] : [momentPicker(page)]),
    element("span", { class: "space" }),
    keys,
  );
}

function threadPicker(page: Page): HTMLElement {
  const { threads } = page.model.sources;
  const picker = element(
    "select",
    { id: "thread", class: "pill", "aria-label": "Thread" },
    element("option", { value: "" }, threads.length === 1 ? "the only thread" : `all ${threads.length} threads`),
    ...threads.map(({ label }, i) => element("option", { value: i }, label)),
  );
  picker.disabled = threads.length === 1;
  picker.addEventListener("change", () => page.change({ thread: picker.value === "" ? null : Number(picker.value) }));
  page.show(["thread"], () => {
    picker.value = page.state.thread === null ? "" : String(page.state.thread);
    picker.classList.toggle("on", page.state.thread !== null);
  });
  return picker;
}

function agentsPill(page: Page): HTMLElement {
  const { swarm } = page.model.sources;
  const { length } = swarm.agents;
  const who = element("button", { type: "button", title: "to the table of agents" });
  const clear = element("button", { type: "button", class: "clear", "aria-label": "All agents" }, "✕");
  const pill = element("span", { class: "pill", id: "chosen-agents", role: "status" }, who, clear);
  who.addEventListener("click", () => found("#agents .agents-live table").focus());
  clear.addEventListener("click", () => page.change({ agents: "" }));
  page.show(["agents"], () => {
    const { agents } = page.state;
    who.textContent = choiceWords(agents, swarm) || (length === 1 ? "the only agent" : `all ${grouped(length)} agents`);
    clear.hidden = agents === "";
    pill.classList.toggle("on", agents !== "");
  });
  return pill;
}

function timeInputs(page: Page): HTMLElement {
  const whole = wholeRun(page.model.sources);
  // Rounded up to what the input shows, so that the whole run stays whole.
  const endUs = Math.ceil(whole.toUs / 10_000) * 10_000;
  const input = (label: string): HTMLInputElement =>
    element("input", { type: "number", min: 0, step: 0.01, "aria-label": label });
  const from = input("From, seconds");
  const to = input("To, seconds");
  const clear = element("button", { type: "button", class: "clear", "aria-label": "Whole run" }, "✕");
  const choose = (): void => {
    const fromUs = Math.max(0, Math.round(Number(from.value) * 1e6));
    const toUs = Math.round(Number(to.value) * 1e6);
    const isAll = fromUs <= whole.fromUs && toUs >= endUs;
    page.change({ range: fromUs < toUs && !isAll ? { fromUs, toUs } : null });
  };
  from.addEventListener("change", choose);
  to.addEventListener("change", choose);
  clear.addEventListener("click", () => page.change({ range: null }));
  const pill = element("span", { class: "pill", id: "range" }, from, "–", to, " s", clear);
  page.show(["range"], () => {
    const { range } = page.state;
    from.value = seconds(range?.fromUs ?? whole.fromUs);
    to.value = seconds(range?.toUs ?? endUs);
    clear.hidden = range === null;
    pill.classList.toggle("on", range !== null);
  });
  return pill;
}

function weightSwitch(page: Page): HTMLElement {
  const offered = page.model.sources.weights.map((weight) => {
    return [weight, figuresOf({ weight, count: "bytes" }).words, HINTS[weight]] as const;
  });
  const weights = choice<Weight>("Weight", offered, (weight) => page.change({ weight }));
  page.show(["weight"], () => weights.mark(page.state.weight));
  return weights.host;
}

const HINTS: Readonly<Record<Weight, string>> = {
  cpu: "Time on a core",
  wall: "Including waiting",
  samples: "How often a stack was seen",
  live: "What was kept at a moment",
  allocated: "All that was allocated, collected since or not",
};

function countSwitch(page: Page): HTMLElement {
  const counts = choice<Scope["count"]>(
    "Counted in",
    [
      ["bytes", "bytes"],
      ["objects", "objects"],
    ],
    (count) => page.change({ count }),
  );
  page.show(SCOPE_KEYS, () => {
    counts.host.hidden = isTime(page.state.weight);
    counts.mark(page.state.count);
  });
  return counts.host;
}
