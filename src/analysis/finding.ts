/** What a rule says about a run. */
export interface Finding {
  readonly rule: string;
  readonly severity: "error" | "warning" | "info";
  /** One sentence with a figure, a name and a place; code in backticks. */
  readonly message: string;
  readonly evidence: Readonly<Record<string, unknown>>;
  /** The frame that it points at. */
  readonly frame?: number;
}
