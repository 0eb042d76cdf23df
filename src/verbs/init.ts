/** `swarmprof init`: a config, a first bench, and a workflow for GitHub Actions. What is there already is left as it is. */
import { existsSync, mkdirSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { SwarmprofError } from "../errors.ts";
import { findBenches } from "../capture/find-benches.ts";

export interface InitFile {
  readonly path: string;
  readonly written: boolean;
}

/** @throws SwarmprofError OUTPUT_UNWRITABLE */
export function init(folder: string): InitFile[] {
  const hasBench = findBenches([]).length > 0;
  const hasConfig = ["ts", "mts", "js", "mjs", "json"].some((one) =>
    existsSync(join(folder, `swarmprof.config.${one}`)),
  );
  const files: [path: string, text: string, there: boolean][] = [
    ["swarmprof.config.mjs", CONFIG, hasConfig],
    ["benches/first.bench.mjs", BENCH, hasBench],
    [".github/workflows/benches.yml", WORKFLOW, false],
  ];
  return files.map(([path, text, there]) => {
    const written = !there && !existsSync(join(folder, path));
    if (written) write(join(folder, path), text);
    return { path, written };
  });
}

function write(file: string, text: string): void {
  try {
    mkdirSync(dirname(file), { recursive: true });
    writeFileSync(file, text, { flag: "wx" });
  } catch (cause) {
    const why = cause instanceof Error ? cause.message : String(cause);
    throw new SwarmprofError("OUTPUT_UNWRITABLE", `Can't write ${file}: ${why}`, { cause });
  }
}

const CONFIG = `import { defineConfig } from "swarmprof";

export default defineConfig({
  budgets: { "memory.peak": "500MB" }, // of swarmprof mem and cpu
  run: { budgets: { variation: "20%" } }, // of swarmprof run
});
`;

const BENCH = `import { bench, metric } from "swarmprof";

const latency = metric("task.delegation.latency", { unit: "ms" });

// Replace what it does by a piece of your swarm; let it return what it computes.
bench(
  "delegate task",
  {
    agents: [1, 10, 100],
    budgets: { "task.delegation.latency p95": "1ms" },
    setup: ({ agents }) => Array.from({ length: agents }, (_, i) => ({ id: i, load: 0 })),
  },
  ({ state: agents }) =>
    latency.time(() => {
      const free = agents.reduce((best, agent) => (agent.load < best.load ? agent : best));
      free.load++;
      return free;
    }),
);
`;

/** Base and head are measured in one job: times of two machines can't be compared. */
const WORKFLOW = `name: benches
on:
  pull_request:
  push:
    branches: [main]
permissions:
  contents: read
jobs:
  benches:
    runs-on: ubuntu-latest
    timeout-minutes: 60
    steps:
      - uses: actions/checkout@v4
        with:
          fetch-depth: 0
      - uses: actions/setup-node@v4
        with:
          node-version: 22
          cache: npm
      - name: Measure what it is to be merged into
        if: github.event_name == 'pull_request'
        env:
          BASE: \${{ github.event.pull_request.base.sha }}
        run: |
          git checkout --quiet "$BASE"
          npm ci
          npx swarmprof run --save-baseline base || echo "nothing to compare with"
          git checkout --quiet "$GITHUB_SHA"
      - run: npm ci
      - name: Measure
        run: |
          if [ -f profiles/baselines/base.json ]; then set -- --baseline base; fi
          npx swarmprof run "$@" --format md,junit,github
      - uses: actions/upload-artifact@v4
        if: always()
        with:
          name: benches
          path: |
            reports/
            profiles/baselines/
`;
