// The package, as somebody gets it who installs it.
import { spawnSync } from "node:child_process";
import { readdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { expect, test } from "vitest";
import { emptyFolder } from "../support/swarmprof.ts";

const ROOT = fileURLToPath(new URL("../..", import.meta.url));

function run(command: string, args: readonly string[], cwd: string): string {
  const { status, stdout, stderr } = spawnSync(command, args, { cwd, encoding: "utf8" });
  expect(status, `${command} ${args.join(" ")}\n${stderr}`).toBe(0);
  return stdout;
}

test("installs into an empty folder and runs there, without the optional packages too", () => {
  const cwd = emptyFolder();
  run("npm", ["pack", "--ignore-scripts", "--silent", "--pack-destination", cwd], ROOT);
  const [tarball = ""] = readdirSync(cwd);
  writeFileSync(join(cwd, "package.json"), "{}");
  run("npm", ["install", "--silent", "--no-audit", "--no-fund", "--omit=optional", join(cwd, tarball)], cwd);
  writeFileSync(
    join(cwd, "bench.mjs"),
    "let x = 0; for (let i = 0; i < 2e8; i++) x += Math.sqrt(i); console.log(x > 0);",
  );
  expect(run("npx", ["swarmprof", "cpu", "bench.mjs"], cwd)).toBe("true\n");
  const reports = readdirSync(join(cwd, "reports"));
  expect(reports.sort()).toEqual([expect.stringMatching(/^bench-.*\.html$/), "index.html"]);
});
