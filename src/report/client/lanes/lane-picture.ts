import type { LaneGrid } from "./lane-grid.ts";

/** So dense is what ran for next to nothing of a pixel: it is to be seen, the thinner the lane the more. */
const PALEST = { high: 0.22, thin: 0.4 } as const;

export interface LaneLook {
  /** Height of a line, pixels. */
  readonly linePx: number;
  /** Red, green, blue of each agent's role, by its group. */
  readonly colours: readonly (readonly [number, number, number])[];
  readonly groupOf: Uint32Array;
  /** 1 for those that are chosen, by the numbers in the samples; undefined where nobody is. */
  readonly chosen: Uint8Array | undefined;
}

/** The picture of the lanes, a pixel a column: the busier the denser; who is not chosen is pale. */
export function lanePicture({ width, busy, agent }: LaneGrid, look: LaneLook): ImageData {
  const lines = busy.length / width;
  const { linePx, colours, groupOf, chosen } = look;
  const image = new ImageData(width, Math.max(1, lines * linePx));
  // Between lanes that are high enough a line stays free.
  const palest = linePx > 4 ? PALEST.high : PALEST.thin;
  const filledPx = linePx > 4 ? linePx - 2 : linePx;
  for (let cell = 0; cell < busy.length; cell++) {
    const who = agent[cell]!;
    if (who === 0) continue;
    const [red, green, blue] = colours[groupOf[who - 1]!] ?? [128, 128, 128];
    const density = palest + (1 - palest) * Math.sqrt(busy[cell]!);
    const alpha = Math.round(255 * density * (chosen === undefined || chosen[who] === 1 ? 1 : 0.16));
    const line = Math.floor(cell / width);
    for (let y = 0; y < filledPx; y++) {
      const at = 4 * ((line * linePx + y) * width + (cell % width));
      image.data[at] = red;
      image.data[at + 1] = green;
      image.data[at + 2] = blue;
      image.data[at + 3] = alpha;
    }
  }
  return image;
}
