import type { RawFrame } from "../run/cpu-profile.ts";
import { foreignFrame } from "./call-nodes.ts";
import { functionName } from "./isolate-log-names.ts";

/** V8's names for code for perf: `LazyCompile:*work file:///a.js:10:5`, `JS:~work /a.js:10:5`, `Builtin:Abort`. */
export function jsCodeName(text: string): RawFrame | undefined {
  const [, kind, name = ""] = CODE.exec(text) ?? [];
  if (kind === undefined || name.length > 4_000) return undefined;
  return kind === "RegExp" ? foreignFrame(`RegExp: ${name}`) : functionName(name);
}

const CODE =
  /^(LazyCompile|Function|Script|Eval|JS|Builtin|BytecodeHandler|Stub|Handler|RegExp|CallIC|LoadIC|StoreIC):[~*^+'-]{0,2}(.*)$/s;
