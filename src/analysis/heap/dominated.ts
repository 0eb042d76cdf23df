import type { Dominators } from "./dominators.ts";

/** The tree of dominators from above, by places in their order; place 0, the root's, stands for none. */
export interface Dominated {
  readonly firstChild: Uint32Array;
  readonly nextSibling: Uint32Array;
}

export function dominated({ order, above }: Dominators): Dominated {
  const firstChild = new Uint32Array(order.length);
  const nextSibling = new Uint32Array(order.length);
  for (let place = order.length - 1; place > 0; place--) {
    const up = above[place] as number;
    nextSibling[place] = firstChild[up] as number;
    firstChild[up] = place;
  }
  return { firstChild, nextSibling };
}

/** Goes through all that a place dominates, itself first, each before what is below it. */
export function walkDominated(
  { above }: Dominators,
  { firstChild, nextSibling }: Dominated,
  start: number,
  enter: (place: number) => void,
  leave: (place: number) => void = () => {},
): void {
  enter(start);
  for (let place = start; ; ) {
    const child = firstChild[place] as number;
    if (child !== 0) {
      enter((place = child));
      continue;
    }
    leave(place);
    while (place !== start && nextSibling[place] === 0) leave((place = above[place] as number));
    if (place === start) return;
    enter((place = nextSibling[place] as number));
  }
}
