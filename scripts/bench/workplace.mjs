// Where a measurement works: what is installed stays in a cache, what is recorded goes at the end. All of it is below
// one folder, nothing in the project.
import { cpSync, existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { Children } from "./children.mjs";

const ROOT = fileURLToPath(new URL("../..", import.meta.url));

export function openWorkplace({ runs }) {
  const cache = join(tmpdir(), "swarmprof-bench");
  mkdirSync(cache, { recursive: true });
  const work = mkdtempSync(join(cache, "run-"));
  // Children first: at exit they are ended first, and can't write into a folder that is gone.
  const children = new Children(work);
  process.once("exit", () => rmSync(work, { recursive: true, force: true }));
  let folders = 0;
  return {
    root: ROOT,
    cache,
    children,
    runs,
    package: copyOfPackage(work),
    /** @returns an empty folder, which its user removes */
    newFolder() {
      const folder = join(work, `folder-${folders++}`);
      mkdirSync(folder);
      return folder;
    },
  };
}

/** So that a build in the midst of the measuring doesn't mix two versions. */
function copyOfPackage(work) {
  const dir = join(work, "swarmprof");
  if (!existsSync(join(ROOT, "dist/cli/main.js"))) throw new Error("swarmprof is not built. Run: npm run build");
  for (const name of ["dist", "package.json"]) cpSync(join(ROOT, name), join(dir, name), { recursive: true });
  symlinkSync(join(ROOT, "node_modules"), join(dir, "node_modules"), "junction");
  const { version } = JSON.parse(readFileSync(join(dir, "package.json"), "utf8"));
  return { dir, version, cli: join(dir, "dist/cli/main.js") };
}
