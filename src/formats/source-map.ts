/** Source maps: from a place in the code that ran to the place that a person wrote. */
import { originalPositionFor, TraceMap, traceSegment } from "@jridgewell/trace-mapping";

export interface OriginalPlace {
  /** URL or path of the source, resolved against the map's own. */
  readonly source: string;
  /** 1-based */
  readonly line: number;
  readonly column: number;
  /** The name in the source, where the map has one. */
  readonly name: string | undefined;
}

/** @param name the function's name in the code that ran; @param line @param column its 1-based place there */
export type Locate = (name: string, line: number, column: number) => OriginalPlace | undefined;

/**
 * @param input a parsed map of version 3
 * @param url of the map, or of the file that holds it: sources are relative to it
 * @returns undefined where it is no map
 */
export function decodeSourceMap(input: unknown, url: string): Locate | undefined {
  let map: TraceMap;
  try {
    map = new TraceMap(input as ConstructorParameters<typeof TraceMap>[0], url);
  } catch {
    return undefined;
  }
  return (name, line, column) => {
    if (line < 1 || column < 1) return undefined;
    const place = originalPositionFor(map, { line, column: column - 1 });
    if (!place.source) return undefined; // none here, or, in a broken map, one that isn't there
    return {
      source: place.source,
      line: place.line,
      column: place.column + 1,
      name: originalName(map, name, line, column),
    };
  };
}

/** Longest text between a function's name and its parameters that is looked through: `name=async function`. */
const NAME_DISTANCE = 20;

/** V8 gives the place of a function's parameters; its name stands somewhat before: `function a(`, `a=(`, `a(`. */
function originalName(map: TraceMap, name: string, line: number, column: number): string | undefined {
  if (name === "") return undefined;
  const nameEnd = column - 1;
  for (let distance = 0; distance <= NAME_DISTANCE; distance++) {
    const at = nameEnd - distance - name.length;
    if (at < 0) return undefined;
    const segment = traceSegment(map, line - 1, at);
    if (segment?.length === 5 && segment[0] === at) return map.names[segment[4]];
  }
  return undefined;
}
