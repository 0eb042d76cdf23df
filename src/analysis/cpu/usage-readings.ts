import type { RecordedThread } from "../../run/read-run.ts";
import type { UsageRow } from "../../run/records.ts";

/** The thread's own first and last word, and the recorder's readings between them. */
export function usageReadings({ record, end, usage }: RecordedThread): UsageRow[] {
  const rows: UsageRow[] = [];
  if (record.usage !== null) rows.push([record.startUs, record.usage.cpuUs, record.usage.runDelayUs]);
  for (const row of usage) if (row[0] > (rows.at(-1)?.[0] ?? 0)) rows.push(row);
  const last = rows.at(-1);
  if (end !== undefined && end.usage !== null) {
    while (rows.length > 1 && (rows.at(-1)?.[0] ?? 0) >= end.endUs) rows.pop();
    rows.push([end.endUs, end.usage.cpuUs, end.usage.runDelayUs]);
  } else if (last === undefined) return [];
  return rows;
}
