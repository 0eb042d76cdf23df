// Shares of the hottest functions against those of `node --cpu-prof`, at the intervals that could be the default, with
// what each costs: a default is chosen by this table.
import { firstLine } from "./lines.mjs";
import { cpuProf, plainMs } from "./node-runs.mjs";
import { awaits, compiler, swarm } from "./programs.mjs";
import { alternate, ratios } from "./rounds.mjs";
import { sharesOfCpuProf, sharesOfDocument } from "./shares.mjs";
import { median } from "./statistics.mjs";
import { cpuDocument } from "./swarmprof-runs.mjs";
import { failedRow, spread } from "./table.mjs";
import { averageShares, difference } from "./top-functions.mjs";

const REFERENCE_US = 1_000;
const CANDIDATES_US = [1_000, 2_000, 5_000, 10_000];
const REFERENCE = "cpu-prof";
const AGAIN = "cpu-prof again";

export async function accuracy(workplace) {
  const rows = [];
  for (const [name, make] of Object.entries({ compiler, swarm, awaits })) {
    try {
      rows.push(...(await rowsOf(workplace, await make(workplace))));
    } catch (error) {
      rows.push(failedRow(name, firstLine(error)));
    }
  }
  return [
    {
      title: `accuracy: top 10 against node --cpu-prof at ${REFERENCE_US} µs, differences in percentage points`,
      columns: [
        "program",
        "with",
        "largest",
        "least–most",
        "to reach",
        "mean",
        "of averages",
        "in common",
        "(program)",
        "wall / plain",
        "least–most",
      ],
      rows,
      notes: [
        `"${AGAIN}" is that profiler against itself: what two runs differ by anyway`,
        "of averages: largest difference of the shares averaged over all rounds, in which chance is the smallest",
      ],
    },
  ];
}

async function rowsOf(workplace, program) {
  const asReference = async () => {
    const { wallMs, result } = await cpuProf(workplace, program, REFERENCE_US, sharesOfCpuProf);
    return { wallMs, shares: result };
  };
  const asCandidate = (intervalUs) => async () => {
    const document = await cpuDocument(workplace, program, intervalUs);
    return { wallMs: document.run.target.wallMs, shares: sharesOfDocument(document, program.cwd) };
  };
  const runs = await alternate(`accuracy on ${program.name}`, workplace.runs, {
    plain: async () => ({ wallMs: await plainMs(workplace, program) }),
    [REFERENCE]: asReference,
    ...Object.fromEntries(CANDIDATES_US.map((us) => [`swarmprof, ${us} µs`, asCandidate(us)])),
    [AGAIN]: asReference,
  });
  const { plain, [REFERENCE]: reference, ...compared } = runs;
  return Object.entries(compared).map(([name, run]) => {
    const failure = plain.failure ?? reference.failure ?? run.failure;
    if (failure !== undefined) return failedRow(program.name, `${name}: ${firstLine(failure)}`);
    return [
      program.name,
      name,
      ...cells(reference, run),
      ...spread(
        ratios(run, plain, ({ wallMs }) => wallMs),
        3,
      ),
    ];
  });
}

function cells(reference, run) {
  const offs = run.values.map(({ shares }, round) => difference(reference.values[round].shares, shares));
  const middle = (key) => median(offs.map((off) => off[key]));
  const averages = [reference, run].map(({ values }) => averageShares(values.map(({ shares }) => shares)));
  return [
    ...spread(
      offs.map(({ largest }) => largest),
      2,
    ),
    "≤ 2",
    middle("mean").toFixed(2),
    difference(...averages).largest.toFixed(2),
    `${middle("inCommon")} of 10`,
    middle("program").toFixed(2),
  ];
}
