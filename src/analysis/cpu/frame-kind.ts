/** Whose code a frame is: told from the URL that V8 gives, and from V8's own names for its states. */
export type FrameKind = "own" | "package" | "node" | "native" | "gc" | "program" | "idle" | "probe";

export interface FrameOrigin {
  readonly kind: FrameKind;
  /** npm package, with its scope; "" outside of `node_modules`. */
  readonly package: string;
}

const STATES: Readonly<Record<string, FrameKind>> = {
  "(garbage collector)": "gc",
  "(program)": "program",
  "(idle)": "idle",
  "(root)": "program",
  // In what swarmprof exported and imports again: what it did itself, and what nobody saw.
  "(swarmprof)": "probe",
  "(not recorded)": "idle",
};

/** @param line 0 for V8's own code; code made by `new Function` has no URL, but a line */
export function frameOrigin(name: string, url: string, line: number): FrameOrigin {
  if (url === "") return { kind: line > 0 ? "own" : (STATES[name] ?? "native"), package: "" };
  if (url.startsWith("node:")) return { kind: "node", package: "" };
  if (url.startsWith("wasm:")) return { kind: "native", package: "" };
  const packageName = packageOf(url);
  return packageName === "" ? { kind: "own", package: "" } : { kind: "package", package: packageName };
}

/** The innermost package wins: `a/node_modules/b` is b's code. */
function packageOf(url: string): string {
  const marker = "/node_modules/";
  const at = url.replaceAll("\\", "/").lastIndexOf(marker);
  if (at < 0) return "";
  const [first = "", second = ""] = url.slice(at + marker.length).split("/");
  return first.startsWith("@") ? `${first}/${second}` : first;
}
