export interface Rectangle {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

/**
 * Divides a rectangle into parts of given areas, as near to squares as can be.
 * @param weights descending; their sum may be less than `whole`, then a part of the rectangle stays free
 * @see Bruls, Huizing, van Wijk, Squarified Treemaps, 2000
 */
export function squarified(weights: readonly number[], whole: number, within: Rectangle): Rectangle[] {
  const scale = (within.width * within.height) / Math.max(1, whole);
  const areas = weights.map((weight) => weight * scale);
  const rectangles: Rectangle[] = [];
  let free = within;
  for (let first = 0; first < areas.length; ) {
    const side = Math.min(free.width, free.height);
    let count = 1;
    let sum = areas[first] as number;
    while (first + count < areas.length) {
      const next = areas[first + count] as number;
      const largest = areas[first] as number;
      if (worst(largest, next, sum + next, side) > worst(largest, areas[first + count - 1] as number, sum, side)) break;
      sum += next;
      count++;
    }
    const row = areas.slice(first, first + count);
    const placed = side === 0 ? row.map(() => ({ ...free, width: 0, height: 0 })) : alongSide(row, sum, free);
    rectangles.push(...placed);
    free = side === 0 ? free : withoutRow(sum, free);
    first += count;
  }
  return rectangles;
}

/** The worst ratio of sides in a row along a side. */
function worst(largest: number, smallest: number, sum: number, side: number): number {
  return Math.max((side * side * largest) / (sum * sum), (sum * sum) / (side * side * Math.max(smallest, 1e-9)));
}

function alongSide(areas: readonly number[], sum: number, { x, y, width, height }: Rectangle): Rectangle[] {
  const isColumn = width >= height;
  const depth = sum / (isColumn ? height : width);
  let at = isColumn ? y : x;
  return areas.map((area) => {
    const length = area / depth;
    const one = isColumn ? { x, y: at, width: depth, height: length } : { x: at, y, width: length, height: depth };
    at += length;
    return one;
  });
}

function withoutRow(sum: number, { x, y, width, height }: Rectangle): Rectangle {
  if (width >= height) {
    const depth = sum / height;
    return { x: x + depth, y, width: Math.max(0, width - depth), height };
  }
  const depth = sum / width;
  return { x, y: y + depth, width, height: Math.max(0, height - depth) };
}
