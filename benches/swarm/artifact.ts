import type { Step } from "./plan.ts";

/** A file that a coder has written, in one of its revisions. */
export interface Artifact {
  readonly step: Step;
  readonly author: string;
  /** 1 when first written, one more for each fix. */
  readonly revision: number;
  readonly lines: readonly string[];
}

/** Something wrong with one line of an artifact. */
export interface Finding {
  /** 0-based. */
  readonly line: number;
  readonly reason: "smell" | "failure";
}

/** A reviewer's opinion of an artifact; clean when it has no findings. */
export interface Review {
  readonly reviewer: string;
  readonly findings: readonly Finding[];
  /** How much of the step's purpose shows in the code, 0 to 1. */
  readonly relevance: number;
}
