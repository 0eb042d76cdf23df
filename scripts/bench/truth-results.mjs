// The results of all runs, in a file that grows line by line: what a call has run before it was broken off is not lost.
import { createHash } from "node:crypto";
import { appendFileSync, existsSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";

export function openResults({ cache, package: { dir } }, { resume }) {
  const file = join(cache, "truth-results.jsonl");
  const build = `${process.version} ${digest(join(dir, "dist"))} ${digest(join(dir, "test/truth"))}`;
  const lines = resume && existsSync(file) ? readFileSync(file, "utf8").trim().split("\n") : [];
  const results = lines.filter((line) => line !== "").map((line) => JSON.parse(line));
  const kept = results.filter((result) => result.build === build);
  writeFileSync(file, kept.map((result) => `${JSON.stringify(result)}\n`).join(""));
  return {
    has: ({ name }, run) => kept.some((result) => result.name === name && result.run === run),
    of: ({ name }) => kept.filter((result) => result.name === name),
    add({ name }, run, { full, empty }) {
      const result = { name, run, build, full, empty };
      kept.push(result);
      appendFileSync(file, `${JSON.stringify(result)}\n`);
    },
    lastWord: () => {
      const { full, empty } = kept.at(-1);
      return full.failure ?? empty?.failure ?? full.figures.verdict ?? "done";
    },
  };
}

function digest(dir) {
  const hash = createHash("sha256");
  for (const name of readdirSync(dir, { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile())) {
    hash.update(name.name).update(readFileSync(join(name.parentPath ?? name.path, name.name)));
  }
  return hash.digest("hex").slice(0, 12);
}
