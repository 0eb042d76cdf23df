/** What a rule says about a run. */
export interface Finding {
  readonly rule: string;
  readonly severity: "error" | "warning" | "info";
  /** One sentence with a figure, a name and a place; code in backticks. */
  readonly message: string;
  readonly evidence: Readonly<Record<string, unknown>>;
  /** The frame that it points at. */
  readonly frame?: number;
  /** The agent that it is about. */
  readonly agent?: { readonly id: string; readonly model: string };
  /** The half of the report that shows it there. */
  readonly show?: "cpu" | "live" | "allocated";
}

const RANK = { error: 0, warning: 1, info: 2 } as const;

export function worstFirst(findings: readonly Finding[]): Finding[] {
  return [...findings].sort((a, b) => RANK[a.severity] - RANK[b.severity]);
}
