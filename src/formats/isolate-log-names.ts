/** `work /a/b.js:10:5`, ` /a/b.js:1:1` (no name), `work node:fs:3:1`: the names that V8 gives functions in its logs. */
import type { RawFrame } from "../run/cpu-profile.ts";
import { scriptUrl } from "../run/script-url.ts";

const PLACED = /^(.*?) ?((?:file:|node:|wasm:|evalmachine|\/|[A-Za-z]:[\\/])[^\n]*):(\d+):(\d+)$/s;

export function functionName(text: string): RawFrame {
  const [, name = "", place = "", line, column] = PLACED.exec(text) ?? [];
  if (place === "") return { name: text, url: "", line: 0, column: 0, deopt: "" };
  return { name, url: scriptUrl(place), line: Number(line), column: Number(column), deopt: "" };
}
