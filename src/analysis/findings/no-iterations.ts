import type { MemoryRule } from "./memory-facts.ts";

/** A program that was to be called again, but could not be. */
export const noIterations: MemoryRule = ({ memory, run }) => {
  if (memory.settings.repeat === 0 || memory.operations !== undefined) return [];
  const message = `--repeat had no effect: ${run.manifest.bench} exports no function to be called again, or ends its process by itself. Export one (export default async function …)`;
  return [{ rule: "no-iterations", severity: "warning", message, evidence: { repeat: memory.settings.repeat } }];
};
