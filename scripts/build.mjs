// Builds dist/: the library 1:1 by tsc, then the bundles of what cannot, or should not, be loaded file by file: the probe
// (runs inside the profiled process, one CommonJS file so that it loads at once and leaves the ESM loader alone), the
// report's browser code (inlined into every report), and the command line (a third of its start was loading yargs).
import { spawnSync } from "node:child_process";
import { chmodSync, mkdirSync, rmSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { build } from "esbuild";

const root = fileURLToPath(new URL("..", import.meta.url));
process.chdir(root);
rmSync("dist", { recursive: true, force: true });
mkdirSync("dist/assets", { recursive: true });

const tsc = spawnSync(process.execPath, ["node_modules/typescript/bin/tsc", "-p", "tsconfig.build.json"], {
  stdio: "inherit",
});
if (tsc.status !== 0) process.exit(tsc.status ?? 1);

const shared = { absWorkingDir: root, bundle: true, legalComments: "inline", logLevel: "warning" };
for (const name of ["preload", "recorder"]) {
  await build({
    ...shared,
    entryPoints: [`src/target/${name}.ts`],
    outfile: `dist/assets/${name}.cjs`,
    platform: "node",
    format: "cjs",
    target: "node20",
  });
}
await build({
  ...shared,
  entryPoints: { harness: "src/target/bench/harness.ts" },
  outdir: "dist/assets",
  outExtension: { ".js": ".mjs" },
  platform: "node",
  format: "esm",
  target: "node20",
});
await build({
  ...shared,
  entryPoints: { report: "src/report/client/main.ts" },
  outdir: "dist/assets",
  platform: "browser",
  format: "iife",
  target: "es2022",
  minify: true,
});
await build({
  ...shared,
  entryPoints: ["dist/cli/main.js"],
  outdir: "dist/cli",
  allowOverwrite: true,
  // Beside main.js, so that paths relative to import.meta.url stay what they are in src.
  chunkNames: "part-[hash]",
  splitting: true,
  platform: "node",
  format: "esm",
  target: "node20",
});
chmodSync("dist/cli/main.js", 0o755);
