// A folder with bench files in which the packages they import are found, and `swarmprof run --json` on it.
import { mkdirSync, symlinkSync, writeFileSync } from "node:fs";
import { join } from "node:path";

/** @param packages folders by the names under which they are imported */
export function benchProject(workplace, files, packages = {}) {
  const folder = workplace.newFolder();
  mkdirSync(join(folder, "node_modules"));
  for (const [name, dir] of Object.entries({ swarmprof: workplace.package.dir, ...packages })) {
    symlinkSync(dir, join(folder, "node_modules", name), "junction");
  }
  for (const [name, text] of Object.entries(files)) writeFileSync(join(folder, name), text);
  return folder;
}

export async function runJson({ children, package: { cli } }, folder, args) {
  const { stdout, stderr } = await children.run(process.execPath, [cli, "run", "--json", ...args], { cwd: folder });
  try {
    return JSON.parse(stdout);
  } catch {
    throw new Error(`swarmprof run: ${stderr.trim().split("\n").at(-1)}`);
  }
}
