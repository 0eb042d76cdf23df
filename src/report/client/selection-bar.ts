import { choice } from "./choice.ts";
import { element, found } from "./element.ts";
import type { Page } from "./page.ts";
import type { Scope } from "./scope.ts";
import { seconds } from "./scope-words.ts";

/** The one selection for the page: threads, time, weight. Stays in sight; every part below answers to it. */
export function selectionBar(page: Page, openKeys: () => void): void {
  const keys = element("button", { type: "button", class: "link" }, "keys ", element("kbd", {}, "?"));
  keys.addEventListener("click", openKeys);
  found("#selection").append(
    element("span", {}, "Shown:"),
    threadPicker(page),
    ...timeInputs(page),
    weightSwitch(page),
    element("span", { class: "space" }),
    keys,
  );
}

function threadPicker(page: Page): HTMLElement {
  const { threads } = page.model.cpu;
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

function timeInputs(page: Page): HTMLElement[] {
  const whole = wholeRun(page);
  const input = (label: string): HTMLInputElement =>
    element("input", { type: "number", min: 0, step: 0.01, "aria-label": label });
  const from = input("From, seconds");
  const to = input("To, seconds");
  const clear = element("button", { type: "button", class: "clear", "aria-label": "Whole run" }, "✕");
  const choose = (): void => {
    const fromUs = Math.max(0, Math.round(Number(from.value) * 1e6));
    const toUs = Math.round(Number(to.value) * 1e6);
    const isAll = fromUs <= whole.fromUs && toUs >= whole.toUs;
    page.change({ range: fromUs < toUs && !isAll ? { fromUs, toUs } : null });
  };
  from.addEventListener("change", choose);
  to.addEventListener("change", choose);
  clear.addEventListener("click", () => page.change({ range: null }));
  const pill = element("span", { class: "pill", id: "range" }, from, "–", to, " s", clear);
  page.show(["range"], () => {
    const { range } = page.state;
    from.value = seconds(range?.fromUs ?? whole.fromUs);
    to.value = seconds(range?.toUs ?? whole.toUs);
    clear.hidden = range === null;
    pill.classList.toggle("on", range !== null);
  });
  return [pill];
}

function wholeRun({ model }: Page): { fromUs: number; toUs: number } {
  const toMs = Math.max(0, ...model.cpu.threads.map(({ endMs }) => endMs));
  // Rounded up to what the input shows, so that the whole run stays whole.
  return { fromUs: 0, toUs: Math.ceil(toMs / 10) * 10_000 };
}

function weightSwitch(page: Page): HTMLElement {
  const weights = choice<Scope["weight"]>(
    "Weight",
    [
      ["cpu", "CPU time", "Time on a core"],
      ["wall", "wall time", "Including waiting"],
    ],
    (weight) => page.change({ weight }),
  );
  page.show(["weight"], () => weights.mark(page.state.weight));
  return weights.host;
}
