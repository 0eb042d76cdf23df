import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import inspector from "node:inspector";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, test } from "vitest";
import { BreakPlaces } from "../../src/target/agents/break-places.ts";
import { definitionsOf } from "../../src/target/agents/class-definitions.ts";

test("the place behind a class is not in the function that follows it without a space", () => {
  const planner = "class Planner extends Base{plan(){return 1}}function hot(n){return n+1}hot(3);";
  expect(textBehind(`class Base{}${planner}`, "Planner")).toMatch(/^hot\(3\)/);
});

/** What stands at the first place behind the class, as V8 sees it. */
function textBehind(source: string, name: string): string {
  const folder = mkdtempSync(join(tmpdir(), "swarmprof-places-"));
  const file = join(folder, "swarm.cjs");
  writeFileSync(file, source);
  const session = new inspector.Session();
  session.connect();
  let found = "";
  session.on("Debugger.scriptParsed", ({ params: { scriptId, url } }) => {
    const [definition] = definitionsOf(source, name);
    if (!url.endsWith("/swarm.cjs") || definition === undefined) return;
    // Node puts nothing before the text of a CommonJS module.
    const [place] = new BreakPlaces(session, scriptId, source).behind(definition);
    found = source.slice(place?.columnNumber);
  });
  session.post("Debugger.enable");
  createRequire(file)(file);
  session.disconnect();
  rmSync(folder, { recursive: true });
  return found;
}
