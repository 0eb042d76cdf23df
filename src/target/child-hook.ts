/**
 * Gives every child process the probe, whatever environment the program gives it. What the program sees of its own
 * environment stays as it is.
 */
import childProcess from "node:child_process";
import { syncBuiltinESMExports } from "node:module";
import { processLayout } from "../run/layout.ts";
import { existsSync, nowUs, writeWhole } from "./pristine.ts";
import { type ProbeSettings, withProbe } from "./settings.ts";

export function recordChildren(settings: ProbeSettings): void {
  hookAsync(settings);
  for (const name of ["spawnSync", "execFileSync"] as const) hookSync(name, settings, optionsAfterArguments);
  hookSync("execSync", settings, () => 1);
  hookKill(settings);
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
      if (isObject(options) && Array.isArray(options["envPairs"]) && !asksForPermissions(options["args"])) {
        const environment = withProbe(fromPairs(options["envPairs"]), settings);
        options["envPairs"] = Object.entries(environment).map(([key, entry]) => `${key}=${entry}`);
      }
      return Reflect.apply(target, self, args);
    },
  });
  Object.defineProperty(prototype, "spawn", { configurable: true, writable: true, enumerable: true, value });
}

/** Longest that a child's end is put off for its last cut, ms. */
const LAST_CUT_MS = 250;

/** A child that its parent kills gets no time to write down what it did since its last cut: it is given that time before. */
function hookKill(settings: ProbeSettings): void {
  const prototype = childProcess.ChildProcess.prototype;
  prototype.kill = new Proxy(prototype.kill, {
    apply(target, self: childProcess.ChildProcess, args: [(NodeJS.Signals | number)?]) {
      const running = self.exitCode === null && self.signalCode === null;
      if (running && self.pid !== undefined && args[0] !== 0) awaitLastCut(settings, self.pid);
      return Reflect.apply(target, self, args);
    },
  });
}

function awaitLastCut(settings: ProbeSettings, pid: number): void {
  const { record, cutRequest } = processLayout(settings.runDir, pid);
  if (!existsSync(record)) return; // no Node process, or none of ours
  try {
    writeWhole(cutRequest, "");
  } catch {
    return; // a full disk: there is nothing to wait for
  }
  const nap = new Int32Array(new SharedArrayBuffer(4));
  const deadlineUs = nowUs() + LAST_CUT_MS * 1000;
  while (existsSync(cutRequest) && nowUs() < deadlineUs) Atomics.wait(nap, 0, 0, 2);
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
      const wrongUse = options !== undefined && options !== null && !isObject(options); // Node's own error
      if (wrongUse || asksForPermissions(args[1])) return Reflect.apply(target as () => unknown, self, args);
      const given = isObject(options) ? options : {};
      const own = isObject(given["env"]) ? (given["env"] as NodeJS.ProcessEnv) : process.env;
      const changed = args.slice();
      while (changed.length < at) changed.push(undefined);
      changed[at] = { ...given, env: withProbe(copied(own), settings) };
      return Reflect.apply(target as () => unknown, self, changed);
    },
  });
  Reflect.set(childProcess, name, hooked);
}

/** `(file, args, options)`, where `args` may be left out. */
function optionsAfterArguments(args: readonly unknown[]): number {
  return isObject(args[1]) && !Array.isArray(args[1]) ? 1 : 2;
}

/** Under Node's permission model a process may not read the probe, and would not start. */
function asksForPermissions(args: unknown): boolean {
  return Array.isArray(args) && args.some((arg) => arg === "--permission" || arg === "--experimental-permission");
}

/** With what it inherits, as Node reads it. */
function copied(environment: NodeJS.ProcessEnv): Record<string, string | undefined> {
  const copy: Record<string, string | undefined> = {};
  for (const key in environment) copy[key] = environment[key];
  return copy;
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
