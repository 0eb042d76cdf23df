/** What the command line can do; each has a section of its name in the config file. */
export const VERBS: readonly string[] = [
  "cpu",
  "mem",
  "run",
  "compare",
  "check",
  "scale",
  "baseline",
  "heap",
  "doctor",
  "engines",
  "import",
  "export",
  "report",
  "runs",
  "init",
];
