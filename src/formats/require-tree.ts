/**
 * @param parent of each node; -1 at the root
 * @throws Error where nodes are each other's parents: whoever climbs up would never arrive
 */
export function requireTree(parent: Int32Array): void {
  const UNKNOWN = 0;
  const CLIMBING = 1;
  const ARRIVES = 2;
  const state = new Uint8Array(parent.length);
  for (let start = 0; start < parent.length; start++) {
    const path: number[] = [];
    let node = start;
    while (node >= 0 && state[node] === UNKNOWN) {
      state[node] = CLIMBING;
      path.push(node);
      node = parent[node] as number;
    }
    if (node >= 0 && state[node] === CLIMBING) throw new Error("nodes are children of each other");
    for (const passed of path) state[passed] = ARRIVES;
  }
}
