// d3-flame-graph 5 ships no types. Only what the report uses.
declare module "d3-flame-graph" {
  /** A node of the hierarchy that the chart lays out; `data` is what it was given. */
  export interface LaidOut<Datum> {
    readonly data: Datum;
    readonly depth: number;
  }

  /** With a tooltip set, the chart leaves out the `<title>` element of every frame. */
  export interface Tooltip<Datum> {
    (): void;
    show(event: MouseEvent, frame: LaidOut<Datum>): void;
    hide(): void;
  }

  export interface FlameGraph<Datum> {
    (selection: import("d3-selection").Selection<HTMLElement, Datum, null, undefined>): void;
    width(px: number): this;
    height(px: number): this;
    cellHeight(px: number): this;
    inverted(rootOnTop: boolean): this;
    transitionDuration(ms: number): this;
    getName(name: (frame: LaidOut<Datum>) => string): this;
    setColorMapper(fill: (frame: LaidOut<Datum>) => string): this;
    setDetailsHandler(handler: (label: string | null) => void): this;
    tooltip(tooltip: Tooltip<Datum>): this;
    update(datum: Datum): this;
  }

  export default function flamegraph<Datum>(): FlameGraph<Datum>;
}
