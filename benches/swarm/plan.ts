/** One piece of a plan: a file to be written. */
export interface Step {
  /** Path of the file to write, unique in its plan. */
  readonly path: string;
  /** What the file is for, in prose. */
  readonly purpose: string;
  /** Terms of the goal that the file has to use. */
  readonly terms: readonly string[];
}

/** How a planner wants to reach a goal. */
export interface Plan {
  readonly author: string;
  /** 1 for the first proposal, one more for each revision. */
  readonly attempt: number;
  readonly steps: readonly Step[];
}
