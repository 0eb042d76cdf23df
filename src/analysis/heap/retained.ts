import type { Dominators } from "./dominators.ts";

/** Bytes that would be freed with each object: its own and those of all that it dominates. @param shallow by node */
export function retainedBytes({ order, above }: Dominators, shallow: Float64Array): Float64Array {
  const retained = shallow.slice();
  for (let place = order.length - 1; place > 0; place--) {
    const node = order[place] as number;
    const dominator = order[above[place] as number] as number;
    retained[dominator] = (retained[dominator] as number) + (retained[node] as number);
  }
  return retained;
}
