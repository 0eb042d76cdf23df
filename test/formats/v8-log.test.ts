import { readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { emptyFolder, runNode } from "../support/swarmprof.ts";
import { collapsedOf } from "../support/collapsed-of.ts";
import { readText } from "../support/read-text.ts";

const LOG = `v8-version,11,3,244,8,-node.33,0
shared-library,/usr/bin/node,0x1000,0x2000,0
code-creation,Builtin,2,100,0x5000,256,ArrayMap
code-creation,JS,10,200,0x6000,256,main file:///a.js:1:1,0x1,~
code-creation,JS,10,200,0x7000,256,work\\x2cfast file:///a.js:10:5,0x2,*
tick,0x7010,1000,0,0x0,0,0x6020
code-move,0x7000,0x9000
tick,0x9010,2000,0,0x0,0,0x6020
tick,0x1100,3000,0,0x0,6,0x9010,-0x2fef
tick,0x1100,4000,0,0x0,1,0x9010,-0x2fef
tick,0x1100,5000,0,0x0,8
tick,0x333,6000,0,0x0,5
`;

test("finds the functions of each tick's addresses, moved code among them", () => {
  const { format, profiles } = readText(LOG);
  expect(format).toBe("V8 log");
  const main = "main file:///a.js:1:1";
  const work = "work,fast file:///a.js:10:5";
  expect(collapsedOf(profiles)).toEqual([
    `${main};${work} 2000`,
    `${main};${work};[node] 1000`,
    "(garbage collector) 1000",
    "(idle) 1000",
  ]);
});

test("reads what Node 8 wrote", () => {
  const { profiles } = readText(`v8-version,6,0,287,53,0
shared-library,"/usr/local/bin/no,de",0x1000,0x2000,0
code-creation,LazyCompile,0,0x7000,256,"*work /a b/c.js:10:5",0x1,*
code-creation,LazyCompile,0,0x8000,256,"~say ""hi"", work /c.js:1:2",0x1,~
tick,0x7010,1000,0,0x0,4,0x8010
tick,0x1100,2000,0,0x0,4
tick,0x1100,3000,0,0x0,4
`);
  const say = 'say "hi", work file:///c.js:1:2';
  expect(collapsedOf(profiles)).toEqual([`${say};work file:///a%20b/c.js:10:5 1000`, "[no,de] 1000"]);
});

test("reads what this Node writes", async () => {
  const cwd = emptyFolder();
  const program = "function burn(until) { while (Date.now() < until); } burn(Date.now() + 300);";
  writeFileSync(join(cwd, "a b.cjs"), program);
  await runNode(["--prof", "a b.cjs"], { cwd });
  const file = readdirSync(cwd).find((name) => name.endsWith(".log")) ?? "";
  const { profiles } = readText(readFileSync(join(cwd, file)));
  const stacks = collapsedOf(profiles).map((line) => ({ line, us: Number(/ (\S+)$/.exec(line)?.[1]) }));
  const all = stacks.reduce((sum, { us }) => sum + us, 0);
  const burning = stacks
    .filter(({ line }) => /;burn \S*a%20b\.cjs:1:14/.test(line))
    .reduce((sum, { us }) => sum + us, 0);
  // How long Node itself takes to start depends on the machine.
  expect(burning).toBeGreaterThan(200_000);
  expect(burning / all).toBeGreaterThan(0.2);
});
