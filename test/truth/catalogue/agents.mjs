// Agents: `{ group: "agents", name, file, args, flags, measures }`. The program tells what each of its agents holds, in the
// file of `--truth`; `measures` are those figures of it that are compared, with what is to be reached, percent.
const OBJECTS = { retained: { mean: 1, max: 3 }, shared: { mean: 1, max: 3 }, peak: { mean: 3, max: 3 } };
const CONTEXTS = { peak: { mean: 10, max: 10 } };
const PROCESSES = { peak: { mean: 1, max: 1 } };

export function agents() {
  return [
    entry("50 objects of nine kinds", "agents-hold.mjs", { flags: ["--agent-class", "Holder"], measures: OBJECTS }),
    entry("54 contexts in nine ways of waiting", "agents-waiting.mjs", {
      measures: { retained: { mean: 1, max: 3 }, ...CONTEXTS },
    }),
    ...[[], ["--garbage"], ["--die"]].flatMap((options) => [
      entry(["staggered objects", ...options].join(" "), "agents-staggered.mjs", {
        args: ["object", ...options],
        flags: ["--agent-class", "Worker"],
        measures: { peak: { mean: 3, max: 3 } },
      }),
      ...(options.includes("--die")
        ? []
        : [
            entry(["staggered contexts", ...options].join(" "), "agents-staggered.mjs", {
              args: ["context", ...options],
              measures: CONTEXTS,
            }),
          ]),
    ]),
    entry("pooled contexts in three threads", "agents-pool.mjs", { measures: CONTEXTS }),
    ...["node", "python3"].map((way) =>
      entry(`children, ${way}`, "agents-children.mjs", {
        args: [way],
        needs: way === "node" ? undefined : way,
        measures: PROCESSES,
      }),
    ),
    entry("threads", "agents-children.mjs", { args: ["thread"], measures: PROCESSES }),
    ...[4_000, 10_000, 50_000].map((bytes) =>
      entry(`allocating ${bytes} B a slice`, "agents-allocate.mjs", {
        args: [String(bytes)],
        measures: { allocated: bytes >= 10_000 ? { mean: 2, max: 7 } : { mean: 7, max: 20 } },
      }),
    ),
  ];
}

function entry(name, file, { args = [], ...more }) {
  return { group: "agents", name, file, args, truthArgs: (truth) => ["--truth", truth], ...more };
}
