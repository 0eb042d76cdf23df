/**
 * Gives every child process the probe, whatever environment the program gives it. What the program sees of its own
 * environment stays as it is.
 */
import childProcess from "node:child_process";
import { syncBuiltinESMExports } from "node:module";
import { type ProbeSettings, withProbe } from "./settings.ts";

export function recordChildren(settings: ProbeSettings): void {
  hookAsync(settings);
  for (const name of ["spawnSync", "execFileSync"] as const) hookSync(name, settings, optionsAfterArguments);
  hookSync("execSync", settings, () => 1);
  syncBuiltinESMExports();
}

/** spawn, exec, execFile, fork and cluster all end in `ChildProcess.prototype.spawn`, with the environment as `K=V`. */
function hookAsync(settings: ProbeSettings): void {
  const prototype: object = childProcess.ChildProcess.prototype;
  const spawn: unknown = Reflect.get(prototype, "spawn");
  if (typeof spawn !== "function") return;
  const value = new Proxy(spawn, {
    apply(target, self, args: unknown[]) {
      const [options] = args;
      if (isObject(options) && Array.isArray(options["envPairs"])) {
        const environment = withProbe(fromPairs(options["envPairs"]), settings);
        options["envPairs"] = Object.entries(environment).map(([key, entry]) => `${key}=${entry}`);
      }
      return Reflect.apply(target, self, args);
    },
  });
  Object.defineProperty(prototype, "spawn", { configurable: true, writable: true, enumerable: true, value });
}

function hookSync(
  name: "spawnSync" | "execFileSync" | "execSync",
  settings: ProbeSettings,
  optionsAt: (args: readonly unknown[]) => number,
): void {
  const original: object = childProcess[name];
  const hooked = new Proxy(original, {
    apply(target, self, args: unknown[]) {
      const at = optionsAt(args);
      const options = args[at];
      if (options !== undefined && options !== null && !isObject(options)) {
        return Reflect.apply(target as () => unknown, self, args); // wrong use: Node's own error
      }
      const given = isObject(options) ? options : {};
      const own = isObject(given["env"]) ? (given["env"] as NodeJS.ProcessEnv) : process.env;
      const changed = args.slice();
      while (changed.length < at) changed.push(undefined);
      changed[at] = { ...given, env: withProbe({ ...own }, settings) };
      return Reflect.apply(target as () => unknown, self, changed);
    },
  });
  Reflect.set(childProcess, name, hooked);
}

/** `(file, args, options)`, where `args` may be left out. */
function optionsAfterArguments(args: readonly unknown[]): number {
  return isObject(args[1]) && !Array.isArray(args[1]) ? 1 : 2;
}

function fromPairs(pairs: readonly unknown[]): Record<string, string> {
  const environment: Record<string, string> = {};
  for (const pair of pairs) {
    const text = String(pair);
    const at = text.indexOf("=", 1); // on Windows a name may begin with "="
    if (at > 0) environment[text.slice(0, at)] = text.slice(at + 1);
  }
  return environment;
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null;
}
