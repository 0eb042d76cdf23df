/** What is drawn onto the chart beside its tracks: all positions in CSS pixels of the plotting area. */
export class Canvas {
  readonly #context: CanvasRenderingContext2D;
  readonly #style = getComputedStyle(document.documentElement);

  /** @param at left upper corner of the plotting area, in pixels of the device */
  constructor(context: CanvasRenderingContext2D, at: { left: number; top: number }, pixelRatio: number) {
    this.#context = context;
    context.save();
    context.translate(at.left, at.top);
    context.scale(pixelRatio, pixelRatio);
    context.font = `11px ${getComputedStyle(document.body).fontFamily}`;
    context.lineJoin = "round";
  }

  done(): void {
    this.#context.restore();
  }

  /** @param colour a custom property of the page's style */
  line(from: [number, number], to: [number, number], colour: string, dash: number[] = []): void {
    const context = this.#context;
    context.strokeStyle = this.#style.getPropertyValue(colour);
    context.lineWidth = 1;
    context.setLineDash(dash);
    context.beginPath();
    context.moveTo(...from);
    context.lineTo(...to);
    context.stroke();
  }

  /** Upright strokes of the same kind, in one go: there may be thousands. */
  strokes(all: Iterable<number>, top: number, bottom: number, colour: string, dash: number[] = []): void {
    const context = this.#context;
    context.strokeStyle = this.#style.getPropertyValue(colour);
    context.lineWidth = 1;
    context.setLineDash(dash);
    context.beginPath();
    for (const x of all) {
      context.moveTo(Math.round(x) + 0.5, top);
      context.lineTo(Math.round(x) + 0.5, bottom);
    }
    context.stroke();
  }

  /** A small arrow that points down to the chart. */
  arrow([x, y]: [number, number], colour: string): void {
    const context = this.#context;
    context.fillStyle = this.#style.getPropertyValue(colour);
    context.beginPath();
    context.moveTo(x - 3, y - 5);
    context.lineTo(x + 3, y - 5);
    context.lineTo(x, y);
    context.fill();
  }

  dot([x, y]: [number, number], colour: string): void {
    const context = this.#context;
    context.fillStyle = this.#style.getPropertyValue(colour);
    context.strokeStyle = this.#style.getPropertyValue("--card");
    context.lineWidth = 1.5;
    context.setLineDash([]);
    context.beginPath();
    context.arc(x, y, 3.5, 0, 2 * Math.PI);
    context.fill();
    context.stroke();
  }

  /** Text with a rim, so that it can be read over any colour. */
  text(words: string, [x, y]: [number, number], colour: string, align: CanvasTextAlign = "left"): void {
    const context = this.#context;
    context.textAlign = align;
    context.textBaseline = "middle";
    context.setLineDash([]);
    context.lineWidth = 3;
    context.strokeStyle = this.#style.getPropertyValue("--card");
    context.strokeText(words, x, y);
    context.fillStyle = this.#style.getPropertyValue(colour);
    context.fillText(words, x, y);
  }

  widthOf(words: string): number {
    return this.#context.measureText(words).width;
  }
}
