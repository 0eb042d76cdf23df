// What the probe adds to the target's resident memory, by the kernel's count of a small program's peak, and by its own.
import { memRun, plainRun } from "./mem-runs.mjs";
import { garbage, quiet } from "./mem-programs.mjs";
import { alternate } from "./rounds.mjs";
import { median } from "./statistics.mjs";
import { failedRow, spread } from "./table.mjs";

const RUNS = 10;

export async function probe(workplace) {
  const rows = [];
  for (const program of [quiet(workplace), garbage(workplace)]) rows.push(...(await rowsOf(workplace, program)));
  return [
    {
      title: `probe: memory that it adds, MB; ${RUNS} runs`,
      columns: ["program", "what", "median", "least–most", "to reach"],
      rows,
    },
  ];
}

async function rowsOf(workplace, program) {
  const { plain, mem } = await alternate(`probe in ${program.name}`, RUNS, {
    plain: () => plainRun(workplace, program),
    mem: () => memRun(workplace, program),
  });
  const failure = plain.failure ?? mem.failure;
  if (failure !== undefined) return [failedRow(program.name, failure)];
  const peaks = plain.values.map(({ vmHwmBytes }) => vmHwmBytes);
  const added = mem.values.map(({ vmHwmBytes }) => (vmHwmBytes - median(peaks)) / 1e6);
  const said = mem.values.map(({ figures }) => figures.probeRss).filter((bytes) => bytes !== undefined);
  const told = mem.values.map(({ figures, vmHwmBytes }) => (figures.rss - vmHwmBytes) / 1e6).filter(Number.isFinite);
  const inMb = (bytes) => bytes.map((one) => one / 1e6);
  return [
    [program.name, "peak RSS, plain", ...spread(inMb(peaks), 1), ""],
    [program.name, "more under swarmprof mem", ...spread(added, 1), program.name === "quiet" ? "≤ 15" : ""],
    [program.name, "as swarmprof says itself", ...spread(inMb(said), 1), ""],
    [program.name, "reported peak RSS less the true one", ...spread(told, 2), "0"],
  ];
}
