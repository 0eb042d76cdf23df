// The programs that are profiled: `{ name, file, args, nodeOptions, cwd }`. Each does a fixed amount of work.
import { copyFileSync, existsSync, mkdirSync, readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { join } from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";
import { installed } from "./install.mjs";

/** The TypeScript compiler on the types of six large packages. */
const COMPILER_WORKLOAD = "../shared/workloads/tsc-large";
const COMPILER_ARGS =
  "--noEmit --strict --types node --target es2022 --moduleResolution node16 --module node16 b.ts".split(" ");
export const SIMULATION = { flocc: "0.7.0" };
export const AGENT_SDK = { "@google/adk": "2.0.0" };

export async function compiler(workplace) {
  const workload = join(workplace.root, COMPILER_WORKLOAD);
  if (!existsSync(workload)) throw new Error(`the workload ${COMPILER_WORKLOAD} is not beside the project`);
  const { dependencies } = JSON.parse(readFileSync(join(workload, "package.json"), "utf8"));
  const cwd = await installed(workplace, "tsc-large", dependencies);
  copyFileSync(join(workload, "b.ts"), join(cwd, "b.ts"));
  return { ...copied("compiler.cjs", cwd), name: "compiler", args: COMPILER_ARGS };
}

export async function swarm({ root }) {
  const tsx = pathToFileURL(createRequire(join(root, "package.json")).resolve("tsx")).href;
  const file = join(root, "benches/workflow.ts");
  return { name: "swarm", file, args: [], nodeOptions: ["--import", tsx], cwd: root };
}

export async function awaits({ cache }) {
  return { ...copied("awaits.mjs", cache), name: "awaits" };
}

export async function burn({ cache }) {
  return { ...copied("burn.cjs", cache), name: "20 s burn" };
}

export async function simulation(workplace) {
  const cwd = await installed(workplace, "simulation", SIMULATION);
  return { ...copied("simulation.mjs", cwd), name: "simulation" };
}

export async function agentSdk(workplace) {
  const cwd = await installed(workplace, "agent-sdk", AGENT_SDK);
  return { ...copied("agent-sdk.mjs", cwd), name: "agent SDK" };
}

/** A program finds packages from where it stands, and what other profilers leave behind must not get into the project. */
function copied(name, cwd) {
  mkdirSync(cwd, { recursive: true });
  const file = join(cwd, name);
  copyFileSync(fileURLToPath(new URL(`programs/${name}`, import.meta.url)), file);
  return { file, args: [], nodeOptions: [], cwd };
}
