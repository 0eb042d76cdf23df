/** V8's tick logs, of any Node: `isolate-log.ts` reads what V8 writes today. */
import { type ProfileSet, timeProfile } from "../run/profile-set.ts";
import { foreignFrame } from "./call-nodes.ts";
import { IsolateLogReader } from "./isolate-log.ts";

/** @throws Error where there is no tick in it */
export function decodeV8Log(lines: Iterable<string>): ProfileSet {
  // The libraries are those of another machine, or may have changed since.
  const reader = new IsolateLogReader(() => undefined, foreignFrame("(V8 writes its log)"));
  let version = TODAY;
  for (const line of lines) {
    if (line.startsWith("v8-version,")) version = Number(line.split(",")[1]);
    reader.line(version < TODAY && line.startsWith("tick,") ? withOldState(line) : ofToday(line));
  }
  const { profile } = reader.end();
  if (profile.samples.length === 0) {
    throw new Error("it has no tick: the program ended before the first one, or the file is cut off");
  }
  return { tool: "V8", threads: [{ pid: 0, name: "", time: timeProfile(profile), heaps: [] }] };
}

/** From Node 16 on. */
const TODAY = 9;

/** What a thread does had other numbers before; only that of the collector was always the same. */
function withOldState(line: string): string {
  const fields = line.split(",");
  if (fields[5] !== "1") fields[5] = "0";
  return fields.join(",");
}

/** Node 8 has texts in quotes, no time of code, and the tier before the name. */
function ofToday(line: string): string {
  if (!line.endsWith('"') && !line.includes('",')) return line;
  const fields = Array.from(line.matchAll(/(?:^|,)(?:"((?:[^"]|"")*)"|([^,"]*))/g), ([, text, plain]) =>
    text === undefined ? (plain ?? "") : text.replaceAll('""', '"').replaceAll(",", "\\x2c"),
  );
  const [kind, type, number, start = "", size, text = ""] = fields;
  if (kind !== "code-creation" || !start.startsWith("0x")) return fields.join(",");
  const [, tier = "", name = ""] = /^([~*]?)(.*)$/s.exec(text) ?? [];
  return [kind, type, number, "0", start, size, name, ...(tier === "" ? [] : ["0x0", tier])].join(",");
}
