import { Bus } from "../swarm/bus.ts";
import type { Wire } from "../swarm/wire.ts";

/** A bus with one mistake: it serialises a broadcast anew for each of its receivers. */
export class ChattyBus extends Bus {
  protected override serialise<Body>(news: Body, receivers: readonly string[]): ReadonlyMap<string, Wire<Body>> {
    return serialiseForEveryReceiver(news, receivers);
  }
}

/** The planted hotspot. The text is the same each time; each receiver gets, and holds, a copy of its own. */
function serialiseForEveryReceiver<Body>(news: Body, receivers: readonly string[]): ReadonlyMap<string, Wire<Body>> {
  const wires = new Map<string, Wire<Body>>();
  // Not through encode(), so that the time is this function's own.
  for (const receiver of receivers) wires.set(receiver, JSON.stringify(news) as Wire<Body>);
  return wires;
}
