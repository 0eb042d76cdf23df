/** How lanes are drawn: with a name each, or many as one picture. */
export interface LaneLayout {
  readonly isNamed: boolean;
  /** Height of a line of the drawing. */
  readonly linePx: number;
  /** Agents that share a line. */
  readonly perLine: number;
  readonly lines: number;
}

const LANE_PX = 15;
/** Height of the picture of all. */
const PICTURE_PX = 330;
/** Up to this height all of them have names at once. */
const NAMED_PX = 465;

export function laneLayout(lanes: number, { asPicture }: { readonly asPicture: boolean }): LaneLayout {
  if (!asPicture || fitWithNames(lanes)) return { isNamed: true, linePx: LANE_PX, perLine: 1, lines: lanes };
  const perLine = Math.max(1, Math.ceil(lanes / PICTURE_PX));
  const linePx = Math.max(1, Math.floor(PICTURE_PX / Math.max(1, lanes)));
  return { isNamed: false, linePx, perLine, lines: Math.ceil(lanes / perLine) };
}

export function fitWithNames(lanes: number): boolean {
  return lanes * LANE_PX <= NAMED_PX;
}
