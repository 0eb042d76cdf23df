import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { project } from "../support/project.ts";
import { swarmprof } from "../support/swarmprof.ts";

test("init writes a config, a bench that runs, and a workflow, and overwrites nothing", async () => {
  const cwd = project({});
  const first = await swarmprof(["init"], { cwd });
  expect([first.exitCode, first.stderr.match(/^wrote /gm)]).toEqual([0, ["wrote ", "wrote ", "wrote "]]);
  const workflow = readFileSync(join(cwd, ".github/workflows/benches.yml"), "utf8");
  expect(workflow).toContain("BASE: ${{ github.event.pull_request.base.sha }}");
  const { stdout, exitCode, stderr } = await swarmprof(["run", "--list"], { cwd });
  expect([exitCode, stderr]).toEqual([0, ""]);
  expect(stdout.toString().trimEnd().split("\n")).toHaveLength(3);
  writeFileSync(join(cwd, "swarmprof.config.mjs"), "export default {};");
  const second = await swarmprof(["init"], { cwd });
  expect(second.stderr).not.toContain("wrote");
  expect(readFileSync(join(cwd, "swarmprof.config.mjs"), "utf8")).toBe("export default {};");
});
