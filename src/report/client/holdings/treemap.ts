/** A rectangle of a treemap, in the units of its box. */
export interface Tile {
  readonly index: number;
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

interface Box {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

/**
 * Rectangles whose areas are as the values, as near to squares as they come.
 * @param values largest first; what is 0 has no tile
 * @see Bruls, Huizing & van Wijk 2000, Squarified treemaps
 */
export function treemap(values: readonly number[], box: Box): Tile[] {
  const sum = values.reduce((total, value) => total + value, 0);
  if (sum <= 0 || box.width <= 0 || box.height <= 0) return [];
  const scale = (box.width * box.height) / sum;
  const tiles: Tile[] = [];
  let rest = box;
  for (let from = 0; from < values.length && values[from]! > 0; ) {
    const to = rowEnd(values, from, scale, Math.min(rest.width, rest.height));
    rest = layRow(values, from, to, scale, rest, tiles);
    from = to;
  }
  return tiles;
}

/** Takes values into the row as long as its worst tile gets no worse. */
function rowEnd(values: readonly number[], from: number, scale: number, side: number): number {
  let sum = values[from]! * scale;
  let worst = ratio(sum, sum, sum, side);
  let to = from + 1;
  for (; to < values.length && values[to]! > 0; to++) {
    const next = sum + values[to]! * scale;
    const worse = ratio(values[from]! * scale, values[to]! * scale, next, side);
    if (worse > worst) break;
    sum = next;
    worst = worse;
  }
  return to;
}

function ratio(most: number, least: number, sum: number, side: number): number {
  return Math.max((side * side * most) / (sum * sum), (sum * sum) / (side * side * least));
}

function layRow(values: readonly number[], from: number, to: number, scale: number, box: Box, tiles: Tile[]): Box {
  let sum = 0;
  for (let i = from; i < to; i++) sum += values[i]! * scale;
  const isUpright = box.width >= box.height;
  const thick = sum / (isUpright ? box.height : box.width);
  let along = 0;
  for (let index = from; index < to; index++) {
    const long = (values[index]! * scale) / thick;
    tiles.push(
      isUpright
        ? { index, x: box.x, y: box.y + along, width: thick, height: long }
        : { index, x: box.x + along, y: box.y, width: long, height: thick },
    );
    along += long;
  }
  return isUpright
    ? { ...box, x: box.x + thick, width: Math.max(0, box.width - thick) }
    : { ...box, y: box.y + thick, height: Math.max(0, box.height - thick) };
}
