/** Finds the source map that belongs to a file: inside it, or beside it. */
import { readFileSync, statSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { dataUrlText } from "./data-url.ts";

export interface FoundSourceMap {
  readonly map: unknown;
  /** What the map's sources are relative to. */
  readonly url: string;
}

const COMMENT = "//# sourceMappingURL=";
/** A larger file is no code that a person wants positions in. */
const SIZE_LIMIT = 64 * 1024 * 1024;

/** @returns undefined where there is none, or none that can be read: positions then stay those of the code that ran */
export function findSourceMapFile(fileUrl: string): FoundSourceMap | undefined {
  try {
    const path = fileURLToPath(fileUrl);
    if (statSync(path).size > SIZE_LIMIT) return undefined;
    const text = readFileSync(path, "utf8");
    const at = text.lastIndexOf(COMMENT);
    if (at < 0) return undefined;
    const [reference = ""] = text.slice(at + COMMENT.length).split(/\s/, 1);
    if (reference.startsWith("data:")) return { map: JSON.parse(dataUrlText(reference)), url: fileUrl };
    const url = new URL(reference, fileUrl);
    if (url.protocol !== "file:") return undefined; // nothing is fetched
    return { map: JSON.parse(readFileSync(url, "utf8")), url: url.href };
  } catch {
    return undefined;
  }
}
