import { element } from "./element.ts";

/** A column; without a key it belongs to its neighbour and cannot be sorted by. */
export interface Column<Key extends string> {
  readonly key?: Key;
  readonly words: string;
  readonly numeric?: boolean;
}

export interface Sorting<Key extends string> {
  readonly key: Key;
  readonly down: boolean;
}

/** The head of a table whose columns sort it; a second press turns the order round. */
export function sortableHead<Key extends string>(
  columns: readonly Column<Key>[],
  first: Sorting<Key>,
  changed: () => void,
): { readonly row: HTMLTableRowElement; readonly sorting: Sorting<Key>; rename(key: Key, words: string): void } {
  let sorting = first;
  const heads = columns.map(({ key, words, numeric = false }) => {
    const head = element("th", { scope: "col", class: numeric ? "n" : "" });
    if (key === undefined) {
      head.append(words === "" ? element("span", { class: "unseen" }, "as a bar") : words);
      return { key, head, button: undefined };
    }
    const button = element("button", { type: "button", class: "sort" }, words);
    button.addEventListener("click", () => {
      sorting = { key, down: sorting.key === key ? !sorting.down : numeric };
      mark();
      changed();
    });
    head.append(button);
    return { key, head, button };
  });
  const mark = (): void => {
    for (const { key, head } of heads) {
      if (key === undefined) continue;
      const order = sorting.down ? "descending" : "ascending";
      head.setAttribute("aria-sort", key === sorting.key ? order : "none");
    }
  };
  mark();
  return {
    row: element("tr", {}, ...heads.map(({ head }) => head)),
    get sorting() {
      return sorting;
    },
    rename(wanted, words) {
      for (const { key, button } of heads) if (key === wanted && button !== undefined) button.textContent = words;
    },
  };
}
