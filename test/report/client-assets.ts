import { fileURLToPath } from "node:url";
import { build } from "esbuild";
import type { ReportAssets } from "../../src/report/html/render-html.ts";

/** The browser code from the sources as they are now, whether or not dist/ is there or up to date. */
export async function clientAssets(): Promise<ReportAssets> {
  const { outputFiles } = await build({
    absWorkingDir: fileURLToPath(new URL("../..", import.meta.url)),
    entryPoints: { report: "src/report/client/main.ts" },
    outdir: "dist/assets",
    write: false,
    bundle: true,
    platform: "browser",
    format: "iife",
    target: "es2022",
    minify: true,
  });
  const text = (extension: string): string => outputFiles.find(({ path }) => path.endsWith(extension))?.text ?? "";
  return { script: text(".js"), style: text(".css") };
}
