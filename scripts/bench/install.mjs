// npm packages in the cache folder, installed once.
import { existsSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { lastLine } from "./lines.mjs";

/**
 * @param dependencies as in a package.json
 * @returns the folder that has them in its node_modules
 * @throws Error where npm fails
 */
export async function installed({ cache, children }, name, dependencies) {
  const folder = join(cache, name);
  const manifest = JSON.stringify({ private: true, dependencies });
  // Written last: an install that was cut off is done again.
  const done = join(folder, "installed.json");
  if (existsSync(done) && readFileSync(done, "utf8") === manifest) return folder;
  mkdirSync(folder, { recursive: true });
  writeFileSync(join(folder, "package.json"), manifest);
  process.stderr.write(`installing ${Object.keys(dependencies).join(", ")} into ${folder}\n`);
  const [command, ...before] = npm();
  const args = [...before, "install", "--no-audit", "--no-fund", "--no-save"];
  const { exitCode, signal, stderr } = await children.run(command, args, { cwd: folder });
  if (exitCode !== 0) throw new Error(`npm install ended with ${signal ?? exitCode}: ${npmError(stderr)}`);
  writeFileSync(done, manifest);
  return folder;
}

/** The npm that runs this script, if one does: it needs no look-up. */
function npm() {
  const own = process.env.npm_execpath ?? "";
  return own.endsWith("npm-cli.js") ? [process.execPath, own] : ["npm"];
}

function npmError(stderr) {
  return stderr.split("\n").find((line) => line.startsWith("npm error")) ?? lastLine(stderr);
}
