/** The copies of a package that a bench file may load: as an ES module, and, where that is another file, as CommonJS. */
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { fileURLToPath, pathToFileURL } from "node:url";

/** Whether the text of a file has the name anywhere: what it does not name is not loaded for it. */
export function names(file: string, name: string): boolean {
  return readFileSync(fileURLToPath(file), "utf8").includes(name);
}

/** @returns none where the package is not installed */
export async function installedModules(name: string, file: string): Promise<Record<string, unknown>[]> {
  const modules: Record<string, unknown>[] = [];
  const asModule = await resolved(name, file);
  if (asModule !== undefined) modules.push((await import(asModule)) as Record<string, unknown>);
  try {
    const require = createRequire(file);
    const path = require.resolve(name);
    if (pathToFileURL(path).href !== asModule) modules.push(require(path) as Record<string, unknown>);
  } catch {
    // not installed, or an ES module alone
  }
  return modules;
}

/** The second argument of `import.meta.resolve` is there with --experimental-import-meta-resolve, which the runner gives. */
async function resolved(name: string, file: string): Promise<string | undefined> {
  try {
    return import.meta.resolve(name, file);
  } catch {
    return undefined;
  }
}
