import { relative } from "node:path";
import { fileURLToPath } from "node:url";

/** A frame's file as a person would name it: relative to the working directory; `node:fs` and the like as they are. */
export function placeOf(url: string, cwd: string): string {
  if (!url.startsWith("file:")) return url;
  try {
    const path = fileURLToPath(url);
    const near = relative(cwd, path);
    return near.startsWith("../../..") ? path : near;
  } catch {
    return url; // a file URL of another platform
  }
}
