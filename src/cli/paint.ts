import { styleText } from "node:util";

export interface Paint {
  readonly strong: (text: string) => string;
  readonly faint: (text: string) => string;
  readonly warn: (text: string) => string;
  readonly bad: (text: string) => string;
}

type Style = Parameters<typeof styleText>[0];

/** Colours where they can be seen and were not turned off (`--no-color`, `NO_COLOR`). */
export function paintFor(stream: { readonly isTTY?: boolean }, { color }: { color: boolean }): Paint {
  const on = color && stream.isTTY === true && !process.env["NO_COLOR"];
  const style =
    (name: Style) =>
    (text: string): string =>
      on ? styleText(name, text) : text;
  return { strong: style("bold"), faint: style("dim"), warn: style("yellow"), bad: style("red") };
}
