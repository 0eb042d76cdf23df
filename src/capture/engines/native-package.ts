/** Whether the native part of a package is built for this Node. */
import { spawnSync } from "node:child_process";
import { existsSync } from "node:fs";
import { join } from "node:path";
import type { AddonFiles } from "../../target/settings.ts";
import type { EngineState } from "./engine.ts";
import { findPackage } from "./find-package.ts";

const LONGEST_LOAD_MS = 10_000;

/**
 * @param addon where the native part stands in the package
 * @param give what it is for
 */
export function nativePackage(name: string, addon: string, give: (file: string) => AddonFiles): EngineState {
  const found = findPackage(name);
  if (found === undefined) {
    const problem = `${name} is not installed. Install it: npm install --save-dev ${name}`;
    return { version: null, problem, addons: {} };
  }
  const { version, dir } = found;
  const file = join(dir, addon);
  const built = existsSync(file)
    ? loadProblem(file)
    : `${name} ${version} has no build for Node ${process.version} on ${process.platform} ${process.arch}`;
  if (built === "") return { version, problem: "", addons: give(file) };
  const next = `Build it (npm rebuild ${name}; it needs a C++ compiler), or leave the flag out`;
  return { version, problem: `${built}. ${next}`, addons: {} };
}

/** In a process of its own: native code that was built for something else may do more than throw. */
function loadProblem(file: string): string {
  const script = "process.dlopen({ exports: {} }, process.argv[1])";
  const { status, signal, stderr } = spawnSync(process.execPath, ["-e", script, file], {
    encoding: "utf8",
    timeout: LONGEST_LOAD_MS,
    env: { ...process.env, NODE_OPTIONS: "" },
  });
  if (status === 0) return "";
  const why = /^Error: (.*)$/m.exec(stderr)?.[1] ?? (signal === null ? `exit code ${status}` : `signal ${signal}`);
  return `Its native part ${file} does not load in Node ${process.version}: ${why.replace(/[.\s]+$/, "")}`;
}
