import { chosenProfiles, profilesOf } from "./chosen-profiles.ts";
import { element } from "./element.ts";
import { SCOPE_KEYS, type Page } from "./page.ts";
import { isTime } from "./scope.ts";
import { seconds } from "./scope-words.ts";

/** Which of several heap profiles is shown. */
export function momentPicker(page: Page): HTMLElement {
  const picker = element("select", { id: "moment", class: "pill", "aria-label": "Moment of the heap profile" });
  picker.addEventListener("change", () => page.change({ moment: picker.value === "" ? null : Number(picker.value) }));
  page.show(SCOPE_KEYS, () => {
    const { state, model } = page;
    const moments = new Map(
      profilesOf(model.sources, state).map(({ atMs, reason }) => [
        Math.round(atMs),
        `${seconds(atMs * 1000)} s, ${reason}`,
      ]),
    );
    picker.hidden = isTime(state.weight) || moments.size < 2;
    picker.replaceChildren(
      element("option", { value: "" }, byDefault(page)),
      ...Array.from(moments, ([atMs, words]) => element("option", { value: atMs }, words)),
    );
    picker.value = state.moment === null ? "" : String(state.moment);
    picker.classList.toggle("on", state.moment !== null);
  });
  return picker;
}

function byDefault({ model, state }: Page): string {
  const { by } = chosenProfiles(model.sources, { ...state, moment: null });
  return WORDS[by];
}

const WORDS: Readonly<Record<ReturnType<typeof chosenProfiles>["by"], string>> = {
  peak: "at the peak",
  all: "the whole run",
  moment: "",
  range: "last in this time",
  before: "last before this time",
};
