import { execFileSync } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, expect, test } from "vitest";
import {
  decodeSettings,
  encodeSettings,
  type ProbeSettings,
  withoutProbe,
  withProbe,
} from "../../src/target/settings.ts";

const folder = mkdtempSync(join(tmpdir(), 'probe "quoted" \\ 🐝 '));
afterAll(() => rmSync(folder, { recursive: true }));

const settings: ProbeSettings = {
  runDir: "/runs/a",
  cpu: { intervalUs: 1_000 },
  memory: null,
  agents: { classes: [] },
  addons: { cpu: "/addon.node" },
  capturePid: 7,
  pidNamespace: "pid:[1]",
  preload: join(folder, "preload.cjs"),
  recorder: "/recorder.cjs",
};

test("survives the way through the environment", () => {
  expect(decodeSettings(encodeSettings(settings))).toEqual(settings);
});

test.each([["{"], ["null"], ["{}"], ['{"runDir":1}']])("takes %j for no settings", (text) => {
  expect(decodeSettings(text)).toBeUndefined();
});

test.each([[{ PATH: "/bin" }], [{ PATH: "/bin", NODE_OPTIONS: "--max-old-space-size=64 --trace-warnings" }]])(
  "gives the environment %j back as it was",
  (environment) => {
    const changed = { ...withProbe(environment, settings) };
    expect(changed).not.toEqual(environment);
    withoutProbe(changed, settings);
    expect(changed).toEqual(environment);
  },
);

test("leaves an environment alone that carries another probe already", () => {
  const inner = withProbe({}, { ...settings, runDir: "/runs/inner" });
  expect(withProbe(inner, settings)).toEqual(inner);
});

test("quotes the path of the preload so that Node loads it, whatever characters it has", () => {
  writeFileSync(settings.preload, 'process.stdout.write("loaded ")');
  const script = ["-e", "console.log('and run')"];
  const output = execFileSync(process.execPath, script, { env: withProbe({}, settings), encoding: "utf8" });
  expect(output).toBe("loaded and run\n");
});
