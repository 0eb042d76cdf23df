import { isAbsolute } from "node:path";
import { pathToFileURL } from "node:url";

/** V8 names a CommonJS file by its path in heap profiles, and by its URL in CPU profiles: the URL in both cases. */
export function scriptUrl(name: string): string {
  return isAbsolute(name) ? pathToFileURL(name).href : name;
}
