// The layers of src/: what each folder may import. docs/architecture.md has the same table in words.
const folders = ["stats", "run", "formats", "target", "capture", "analysis", "report", "verbs", "cli", "testing"];
const layers = {
  stats: [],
  run: ["stats"],
  formats: ["run"],
  target: ["run", "stats"],
  // capture speaks the probe's settings, and nothing else of the target's side.
  capture: ["run", "formats", "target"],
  analysis: ["run", "stats"],
  report: ["run", "analysis"],
  verbs: ["stats", "run", "formats", "target", "capture", "analysis", "report"],
  cli: ["verbs", "report", "run", "analysis"],
  testing: ["cli", "verbs", "report", "run", "analysis"],
};

const onlyBuiltIns = {
  regex: "^([^.n]|n[^o]|no[^d]|nod[^e]|node[^:])",
  message: "src/target runs inside the profiled process: node: built-ins alone",
};

const layerRules = folders.map((folder) => {
  const forbidden = folders.filter((other) => other !== folder && !layers[folder].includes(other));
  return {
    files: [`src/${folder}/**/*.ts`],
    rules: {
      "no-restricted-imports": [
        "error",
        {
          patterns: [
            {
              regex: `^(\\.\\./)+(${forbidden.join("|")})/`,
              message: `src/${folder} may import only: ${[...layers[folder], "errors.ts"].join(", ")}`,
            },
            ...(folder === "target" ? [onlyBuiltIns] : []),
          ],
        },
      ],
    },
  };
});

export default {
  plugins: ["typescript", "import", "promise", "node", "unicorn", "oxc"],
  categories: { correctness: "error", suspicious: "error" },
  env: { node: true, es2024: true },
  rules: {
    "import/no-cycle": "error",
    "typescript/no-explicit-any": "error",
    "typescript/no-floating-promises": "error",
    "typescript/no-misused-promises": "error",
    "typescript/switch-exhaustiveness-check": ["error", { considerDefaultExhaustiveForUnions: true }],
    "import/no-unassigned-import": "off",
    "typescript/no-unsafe-type-assertion": "off",
    "no-underscore-dangle": "off",
    "no-await-in-loop": "off",
    "no-shadow": "off",
    "unicorn/no-array-sort": "off",
    "unicorn/consistent-function-scoping": "off",
    // Node's functions are captured unbound on purpose: see src/target/pristine.ts.
    "typescript/unbound-method": "off",
    "typescript/no-unnecessary-boolean-literal-compare": "off",
    "typescript/consistent-return": "off",
  },
  overrides: layerRules,
  ignorePatterns: ["dist", "test/fixtures"],
};
