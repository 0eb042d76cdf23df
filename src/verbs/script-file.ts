import { join, relative } from "node:path";
import { placeOf } from "../analysis/place.ts";

/** A script as a person would name it. CommonJS has paths for names of scripts, ES modules URLs. */
export function scriptFile(script: string, cwd: string): string {
  if (!script.startsWith("/")) return placeOf(script, cwd);
  const near = relative(cwd, script);
  return near.startsWith(join("..", "..", "..")) ? script : near;
}
