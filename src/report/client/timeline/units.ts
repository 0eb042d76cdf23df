import { bytesOnAxis, numberOnAxis } from "../../axis-ticks.ts";
import { bytesText } from "../../quantity.ts";
import type { Unit } from "./track.ts";

/** A figure of a track in running text. */
export function withUnit(value: number, unit: Unit): string {
  if (Number.isNaN(value)) return "–";
  switch (unit) {
    case "bytes":
      return bytesText(value);
    case "rate":
      return `${bytesText(value)}/s`;
    case "percent":
      return `${Math.round(value)} %`;
  }
}

/** The same beside an axis. */
export function onAxis(value: number, unit: Unit): string {
  if (unit === "percent") return `${numberOnAxis(value)} %`;
  return unit === "rate" ? `${bytesOnAxis(value)}/s` : bytesOnAxis(value);
}
