import { element } from "./element.ts";

export interface Choice<Value extends string> {
  readonly host: HTMLElement;
  mark(value: Value): void;
  offer(value: Value, isOffered: boolean): void;
}

/** A row of buttons of which one is pressed, as the tabs of a card. */
export function choice<Value extends string>(
  label: string,
  options: readonly (readonly [value: Value, words: string, hint?: string])[],
  choose: (value: Value) => void,
): Choice<Value> {
  const buttons = options.map(([value, words, hint = ""]) => {
    const button = element("button", { type: "button", class: "tab", title: hint, "data-value": value }, words);
    button.addEventListener("click", () => choose(value));
    return { value, button };
  });
  return {
    host: element(
      "div",
      { class: "choice", role: "group", "aria-label": label },
      ...buttons.map(({ button }) => button),
    ),
    mark(chosen) {
      for (const { value, button } of buttons) button.setAttribute("aria-pressed", String(value === chosen));
    },
    offer(offered, isOffered) {
      for (const { value, button } of buttons) if (value === offered) button.hidden = !isOffered;
    },
  };
}
