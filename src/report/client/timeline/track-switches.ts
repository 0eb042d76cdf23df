import { momentText } from "../../quantity.ts";
import { element } from "../element.ts";
import type { Page } from "../page.ts";
import { hasMarks, MARK_SWITCHES, type Marks } from "./marks.ts";
import { rowAt } from "./steps.ts";
import { isOn, withSwitched } from "./switched.ts";
import type { Track, TrackTable } from "./track.ts";
import { withUnit } from "./units.ts";

/** What is looked at. */
export interface Moment {
  readonly atMs: number;
  readonly words: string;
  /** Of the main track, where more is known than the readings say. */
  readonly bytes?: number;
}

interface Switch {
  readonly name: string;
  readonly isOnAtFirst: boolean;
  readonly button: HTMLButtonElement;
  /** Where the figure of a track stands. */
  readonly figure?: { readonly track: Track; readonly host: HTMLElement };
}

/** A button for each track, with its figure at the moment that is looked at, and for each kind of marks. */
export class TrackSwitches {
  readonly host = element("div", { class: "tracks", role: "group", "aria-label": "Tracks and marks" });
  readonly #page: Page;
  readonly #moment = element("span", { class: "moment" });
  #switches: readonly Switch[] = [];

  constructor(page: Page) {
    this.#page = page;
  }

  /** Buttons for the tracks of another chart. */
  offer({ chart, tracks }: TrackTable, marks: Marks): void {
    const ofTracks = tracks.map((track): Switch => {
      const host = element("span", { class: "value" });
      const dot = element("i", { class: track.shape === "line" ? "dash" : "dot" });
      dot.style.background = `var(${track.colour})`;
      const { isOnAtFirst, words, hint } = track;
      const name = `${chart}.${track.id}`;
      return { name, isOnAtFirst, button: this.#button(name, hint, [dot, words, host]), figure: { track, host } };
    });
    const kinds = MARK_SWITCHES.filter(({ id }) => hasMarks(marks, id));
    const ofMarks = kinds.map(({ id, sign, words, hint }): Switch => {
      return {
        name: id,
        isOnAtFirst: true,
        button: this.#button(id, hint, [element("i", { class: "sign" }, sign), words]),
      };
    });
    this.#switches = [...ofTracks, ...ofMarks];
    this.host.replaceChildren(
      this.#moment,
      ...ofTracks.map(({ button }) => button),
      ...(ofMarks.length === 0 ? [] : [element("span", { class: "marks" }, "marks:")]),
      ...ofMarks.map(({ button }) => button),
    );
  }

  /** What is on, and the figures of that at a moment. */
  show({ atMs, main, tracks }: TrackTable, moment: Moment): void {
    const row = rowAt(atMs, moment.atMs);
    const mainText = withUnit(moment.bytes ?? main.values[row] ?? Number.NaN, main.unit);
    const sum = tracks.includes(main) ? "" : `: ${main.words} ${mainText}`;
    this.#moment.textContent = `${moment.words} ${momentText(moment.atMs)}${sum}`;
    for (const one of this.#switches) {
      one.button.setAttribute("aria-pressed", String(this.#isOn(one)));
      if (one.figure === undefined) continue;
      const { track, host } = one.figure;
      const text = track === main ? mainText : withUnit(track.values[row] ?? Number.NaN, track.unit);
      host.textContent = this.#isOn(one) ? text : "";
    }
  }

  /** The same as a sentence. */
  sentence(): string {
    const figures = this.#switches.filter((one) => one.figure !== undefined && this.#isOn(one));
    const words = figures.map(({ figure }) => `${figure?.track.words} ${figure?.host.textContent}`);
    return `${this.#moment.textContent}; ${words.join(", ")}`;
  }

  #isOn({ name, isOnAtFirst }: Switch): boolean {
    return isOn(this.#page.state.switched, name, isOnAtFirst);
  }

  #button(name: string, hint: string, content: (Node | string)[]): HTMLButtonElement {
    const button = element("button", { type: "button", class: "track", title: hint }, ...content);
    button.addEventListener("click", () => {
      this.#page.change({ switched: withSwitched(this.#page.state.switched, name) });
    });
    return button;
  }
}
