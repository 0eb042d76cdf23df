/** What a run of benches says → its page. */
import { benchHeadline } from "../analysis/bench/bench-headline.ts";
import type { BenchSuite } from "../analysis/bench/bench-suite.ts";
import type { Finding } from "../analysis/finding.ts";
import { bytes, percent } from "../analysis/words.ts";
import type { RunManifest } from "../run/records.ts";
import type { BenchesView } from "./html/render-benches.ts";
import { grouped } from "./quantity.ts";

export function benchesView(manifest: RunManifest, suite: BenchSuite, findings: readonly Finding[]): BenchesView {
  const { environment: machine } = manifest;
  const { benches, budgets } = suite;
  const operations = benches.reduce((sum, { figures }) => sum + figures.operations, 0);
  const variations = benches.map(({ figures }) => figures.variation);
  return {
    words: {
      schema: "swarmprof/report@1",
      verb: manifest.verb,
      bench: manifest.bench,
      runId: manifest.id,
      startedAt: manifest.startedAt,
      command: manifest.command.join(" "),
      headline: benchHeadline(suite),
      facts: [
        { label: "benches", value: String(benches.length) },
        { label: "operations measured", value: grouped(operations) },
        {
          label: "largest variation between processes",
          value: variations.length === 0 ? "–" : percent(100 * Math.max(...variations)),
        },
      ],
      findings: findings.map(({ rule, severity, message }) => ({ rule, severity, message })),
      environment: [
        { name: "Command", value: manifest.command.join(" ") },
        { name: "Started", value: manifest.startedAt },
        { name: "Node", value: `${machine.node} (V8 ${machine.v8})` },
        {
          name: "Machine",
          value: `${machine.platform} ${machine.arch}, ${machine.cpuCount} × ${machine.cpuModel}, ${bytes(machine.memoryBytes)}`,
        },
        { name: "swarmprof", value: machine.swarmprof },
      ],
      honesty: [
        "Medians are of the medians of the processes, and the intervals hold for other processes of the same code on this machine: processes differ from each other by more than measurements within one.",
        "Time in which a thread could have run but another program had the CPU is left out of medians, means, changes and pictures, not of p95, p99, least and most.",
      ],
    },
    benches,
    budgets,
  };
}
