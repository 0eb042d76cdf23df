/** Imports a TypeScript module into swarmprof itself: by Node's own type stripping, else by tsx. */
import { createRequire } from "node:module";
import { pathToFileURL } from "node:url";
import { SwarmprofError } from "../errors.ts";

/** @throws SwarmprofError TYPESCRIPT_UNSUPPORTED */
export async function importTypescript(url: string): Promise<unknown> {
  if (Reflect.get(process.features, "typescript")) return import(url);
  for (const from of [url, import.meta.url]) {
    const api = resolved(from);
    if (api === undefined) continue;
    const tsx = (await import(api)) as { tsImport(specifier: string, parent: string): Promise<unknown> };
    return tsx.tsImport(url, import.meta.url);
  }
  throw new SwarmprofError(
    "TYPESCRIPT_UNSUPPORTED",
    `Node ${process.version} can't read ${url} by itself. Install tsx (npm install --save-dev tsx), or write it in JavaScript`,
  );
}

function resolved(from: string): string | undefined {
  try {
    return pathToFileURL(createRequire(from).resolve("tsx/esm/api")).href;
  } catch {
    return undefined;
  }
}
