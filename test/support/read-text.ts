import { inputOfBytes } from "../../src/formats/input-file.ts";
import { type ReadProfiles, readProfiles } from "../../src/formats/recognise.ts";

/** A file that stands in the test, as `swarmprof import` would read it. */
export function readText(content: string | Uint8Array): ReadProfiles {
  return readProfiles(inputOfBytes("a-file", Buffer.from(content as string)));
}
