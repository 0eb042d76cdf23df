import { grouped } from "./quantity.ts";

/** Round steps for an axis: 1, 2 or 5 times a power of ten, at most as many as there is room for. */
export function axisTicks(from: number, to: number, most: number): number[] {
  const step = niceStep((to - from) / Math.max(1, most));
  const all: number[] = [];
  for (let i = Math.ceil(from / step); i * step <= to; i++) all.push(i * step);
  return all;
}

/** Bytes beside an axis: no more digits than its steps need. */
export function bytesOnAxis(bytes: number): string {
  if (bytes === 0) return "0";
  const size = Math.abs(bytes);
  const [scale, unit] = size >= 2e9 ? ([1e9, "GB"] as const) : size >= 1e6 ? ([1e6, "MB"] as const) : [1e3, "KB"];
  return `${Number((bytes / scale).toPrecision(6))} ${unit}`;
}

export function numberOnAxis(value: number): string {
  return Number.isInteger(value) ? grouped(value) : String(Number(value.toPrecision(6)));
}

function niceStep(least: number): number {
  if (!(least > 0)) return 1;
  const power = 10 ** Math.floor(Math.log10(least));
  const factor = [1, 2, 5, 10].find((one) => one * power >= least * 0.999) ?? 10;
  return factor * power;
}
