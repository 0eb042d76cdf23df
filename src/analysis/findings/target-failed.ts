import type { Run } from "../../run/read-run.ts";
import type { Finding } from "../finding.ts";
import { seconds } from "../words.ts";

/** A target that did not end well: the figures then stand for a part of its work. */
export function targetFailed({ run }: { readonly run: Run }): readonly Finding[] {
  const { status, target } = run.manifest;
  if (status === "complete") return [];
  const after = target === undefined ? "" : ` after ${seconds(target.wallMs)}`;
  const evidence = { status, exitCode: target?.exitCode ?? null, signal: target?.signal ?? null };
  const say = (message: string): Finding[] => [{ rule: "target-failed", severity: "error", message, evidence }];
  switch (status) {
    case "failed":
      return say(
        `The program ended with exit code ${target?.exitCode ?? "unknown"}${after}; what it did until then is shown`,
      );
    case "killed":
      return say(`The program was killed by ${target?.signal ?? "a signal"}${after}; what it did until then is shown`);
    case "timed-out":
      return say(`The program was ended at its timeout${after}; what it did until then is shown`);
    case "interrupted":
      return say(`The run was interrupted${after}; what the program did until then is shown`);
    case "running":
      return say("swarmprof itself was killed during the run; what was recorded until then is shown");
  }
}
