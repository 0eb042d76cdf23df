/** Loads a TypeScript module into swarmprof itself: by Node's own type stripping, else by tsx. */
import { createRequire } from "node:module";
import { fileURLToPath } from "node:url";
import { SwarmprofError } from "../errors.ts";

/** @throws SwarmprofError TYPESCRIPT_UNSUPPORTED */
export async function importTypescript(url: string): Promise<unknown> {
  if (Reflect.get(process.features, "typescript")) return import(url);
  for (const from of [url, import.meta.url]) {
    const tsx = loaderFrom(from);
    if (tsx !== undefined) return tsx.require(fileURLToPath(url), from);
  }
  throw new SwarmprofError(
    "TYPESCRIPT_UNSUPPORTED",
    `Node ${process.version} can't read ${url} by itself. Install tsx (npm install --save-dev tsx), or write it in JavaScript`,
  );
}

interface TypescriptLoader {
  require(path: string, from: string): unknown;
}

function loaderFrom(from: string): TypescriptLoader | undefined {
  try {
    return createRequire(from)("tsx/cjs/api") as TypescriptLoader;
  } catch {
    return undefined;
  }
}
