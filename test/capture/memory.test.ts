// What is recorded of the memory of real programs whose truth is known.
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { emptyFolder, memJson, program, runNode, swarmprof } from "../support/swarmprof.ts";

const MIB = 2 ** 20;

describe("the peak", () => {
  test("of RSS is what the system counted for the program, to 2 %, also where it is held for 20 ms only", async () => {
    const { result, stderr } = await memJson([program("holds.cjs"), "--", "60", "buffers", "20", "300"]);
    const truth = JSON.parse(/\{"peakRssBytes":\d+\}/.exec(stderr)?.[0] ?? "{}") as { peakRssBytes: number };
    expect((result.memory.peakRssBytes ?? 0) / truth.peakRssBytes).toBeGreaterThan(0.98);
    expect((result.memory.peakRssBytes ?? 0) / truth.peakRssBytes).toBeLessThan(1.02);
  });

  test.each([
    ["objects", "peakHeapBytes"],
    ["buffers", "peakExternalBytes"],
  ] as const)("of 60 MiB of %s is 60 MiB more than that of 0 MiB, to 2 %", async (where, figure) => {
    const [none, held] = await Promise.all(
      ["0", "60"].map((mib) => memJson([program("holds.cjs"), "--", mib, where, "300"])),
    );
    const difference = (held?.result.memory[figure] ?? 0) - (none?.result.memory[figure] ?? 0);
    expect(difference / (60 * MIB)).toBeGreaterThan(0.98);
    expect(difference / (60 * MIB)).toBeLessThan(1.02);
  });

  test("consists of parts that add up to it", async () => {
    const { result } = await memJson([program("holds.cjs"), "--", "60", "buffers", "100"]);
    const sum = result.memory.parts.reduce((total, { bytes }) => total + bytes, 0);
    expect(sum).toBe(result.memory.peakRssBytes);
    const external = result.memory.parts.find(({ name }) => name === "external memory");
    expect(external?.bytes).toBeGreaterThan(58 * MIB);
  });

  test("has the stack that allocated it, in a profile taken while the program was blocked", async () => {
    const { result } = await memJson([program("holds.cjs"), "--", "60", "objects", "800"]);
    const [site] = result.memory.live?.sites ?? [];
    expect(site?.function).toBe("make");
    expect(site?.bytes).toBeGreaterThan(50 * MIB);
    expect(site?.bytes).toBeLessThan(70 * MIB);
  });
});

describe("the timeline", () => {
  test("goes on while the program is blocked for its whole life", async () => {
    const { result, cwd } = await memJson([program("blocked.cjs")]);
    const { pid } = result.memory.processes[0] ?? { pid: 0 };
    const heap = readFileSync(join(cwd, result.run.dir, String(pid), "main", "heap.ndjson"), "utf8");
    expect(heap.split("\n").length).toBeGreaterThan(50);
    expect(result.memory.longestGapMs).toBeLessThan(400); // 60 ms where the machine is idle: see npm run bench:mem
  });

  test("has every process, Node or not, and every worker", async () => {
    const { result } = await memJson([program("family.mjs")]);
    const { processes, threads } = result.memory;
    expect(processes.filter(({ isNode }) => isNode)).toHaveLength(2);
    expect(processes.filter(({ isNode }) => !isNode).map(({ name }) => name)).toEqual(["sleep"]);
    expect(threads.map(({ thread }) => thread).sort()).toEqual(["main", "main", "worker-2"]);
    const worker = threads.find(({ thread }) => thread === "worker-2");
    expect(worker?.peakHeapBytes).toBeGreaterThan(30 * MIB);
  });

  test("is kept up to the last blocks where the program is killed", async () => {
    const { result, exitCode } = await memJson([program("ends.cjs"), "--", "sigkill"]);
    expect(exitCode).toBe(3);
    expect(result.run.status).toBe("killed");
    expect(result.memory.peakRssBytes).toBeGreaterThan(20 * MIB);
  });

  test("of a command that is not Node has its peak", async () => {
    const { result, exitCode } = await memJson(["--", "sh", "-c", "sleep 0.2"]);
    expect(exitCode).toBe(0);
    expect(result.memory.processes[0]).toMatchObject({ isNode: false });
    expect(result.memory.threads).toEqual([]);
    expect(result.memory.peakHeapBytes).toBeNull();
  });
});

describe("growth over iterations", () => {
  test.each([[[]], [["--outside"]]])("of 64 KiB a call is found, to 5 %% (%j)", async (args) => {
    const { result, exitCode } = await memJson(["--repeat", "40", program("grows.mjs"), "--", ...args]);
    expect(exitCode).toBe(1);
    const { growth } = result.memory;
    expect(growth).toMatchObject({ verdict: "leak", iterations: 40 });
    expect((growth.bytesPerIteration?.estimate ?? 0) / 65_600).toBeGreaterThan(0.95);
    expect((growth.bytesPerIteration?.estimate ?? 0) / 65_600).toBeLessThan(1.05);
  });

  test("names the function that allocated what stays", async () => {
    const { result } = await memJson(["--repeat", "40", program("grows.mjs")]);
    expect(result.memory.growthSites[0]?.function).toBe("keepSome");
    expect(result.findings.find(({ rule }) => rule === "memory-growth")?.message).toContain("`keepSome`");
  });

  test("names the class that grows, how much of it, and who holds it, and leaves no heap snapshot behind", async () => {
    const { result, cwd } = await memJson(["--repeat", "60", program("leaks-messages.mjs")]);
    const { growers, processes } = result.memory;
    expect(growers?.[0]).toMatchObject({ class: "Message", line: 3 });
    expect(growers?.[0]?.file).toMatch(/leaks-messages\.mjs$/);
    expect(growers?.[0]?.countPerIteration).toBe(3);
    expect(growers?.[0]?.bytesPerIteration).toBeGreaterThan(6_000);
    expect(growers?.[0]?.bytesPerIteration).toBeLessThan(6_400);
    expect(growers?.[0]?.retainingPath.slice(-3)).toEqual(["Object.log", "Array[…]", "Message"]);
    expect(growers?.map((one) => one.class)).not.toContain("Entry");
    expect(result.findings.find(({ rule }) => rule === "memory-growth")?.message).toContain(
      "What grows is 3 `Message`",
    );
    const main = join(cwd, result.run.dir, String(processes[0]?.pid), "main");
    expect(readdirSync(main).filter((name) => name.endsWith(".heapsnapshot"))).toEqual([]);
    expect(readFileSync(join(main, "growers.json"), "utf8")).not.toContain("secret");
  });

  test("comes with both kinds of heap profile: what is live, and all that was allocated in the last calls", async () => {
    const { result, cwd } = await memJson(["--repeat", "20", program("grows.mjs")]);
    const main = join(cwd, result.run.dir, String(result.memory.processes[0]?.pid), "main");
    const list = readFileSync(join(main, "heap-profiles.ndjson"), "utf8").trimEnd().split("\n");
    const kinds = list.map((line) => (JSON.parse(line) as { kind: string }).kind);
    expect([...new Set(kinds)].sort()).toEqual(["all", "live"]);
  });

  test("is none of a program that keeps nothing", async () => {
    const { result, exitCode } = await memJson(["--repeat", "60", program("grows.mjs"), "--", "--flat"]);
    expect(result.memory.growth.verdict).toBe("flat");
    expect(exitCode).toBe(0);
    expect(result.memory.growers).toBeNull();
  });

  test("is judged of a whole script that is evaluated again and again, to 10 %", async () => {
    const { result } = await memJson(["--repeat", "60", program("whole.cjs")]);
    const { verdict, bytesPerIteration, iterations } = result.memory.growth;
    expect({ verdict, iterations }).toEqual({ verdict: "leak", iterations: 60 });
    expect(bytesPerIteration?.estimate).toBeGreaterThan(59_000);
    expect(bytesPerIteration?.estimate).toBeLessThan(72_000);
  });

  test("is judged of every worker, also of one that waits in Atomics.wait all the time", async () => {
    const { result, exitCode } = await memJson(["--repeat", "30", program("pool-leak.mjs")]);
    expect(exitCode).toBe(1);
    const worker = result.memory.growthBy.find(({ thread }) => thread === "worker-2");
    expect(worker).toMatchObject({ verdict: "leak", iterations: 30 });
    expect((worker?.bytesPerIteration?.estimate ?? 0) / 65_600).toBeGreaterThan(0.95);
    expect((worker?.bytesPerIteration?.estimate ?? 0) / 65_600).toBeLessThan(1.05);
  });

  test("is judged over the marks that a program sets itself", async () => {
    const { result } = await memJson([program("marks.mjs")]);
    const { verdict, bytesPerIteration, iterations } = result.memory.growth;
    expect({ verdict, iterations }).toEqual({ verdict: "leak", iterations: 60 });
    expect((bytesPerIteration?.estimate ?? 0) / 32_830).toBeGreaterThan(0.95);
    expect((bytesPerIteration?.estimate ?? 0) / 32_830).toBeLessThan(1.05);
  });

  test("says so where a program can't be called again", async () => {
    const { result } = await memJson(["--repeat", "5", program("marks-nothing.mjs")]);
    expect(result.findings.map(({ rule }) => rule)).toContain("no-iterations");
  });

  test("leaves the marks of a program without swarmprof without effect", async () => {
    const { exitCode, stdout, stderr } = await runNode([program("marks.mjs")]);
    expect([exitCode, stdout.toString(), stderr]).toEqual([0, "", ""]);
  });
});

test("growth over time is found in an unmodified, synchronous program, and none in one that keeps nothing", async () => {
  const [grows, flat] = await Promise.all([
    memJson([program("loops.cjs"), "--", "64", "4000"]),
    memJson([program("loops.cjs"), "--", "0", "4000"]),
  ]);
  expect(grows?.result.memory.growth).toMatchObject({ verdict: "leak", bytesPerIteration: null });
  expect(flat?.result.memory.growth.verdict).not.toBe("leak");
});

test("bytes allocated an iteration are exact, to 1 %", async () => {
  const { result } = await memJson(["--repeat", "30", program("allocates.mjs")]);
  const truth = 400 * (16 + 8 * 128 + 32) + (16 + 8 * 400 + 32);
  expect((result.memory.bytesPerOp ?? 0) / truth).toBeGreaterThan(0.99);
  expect((result.memory.bytesPerOp ?? 0) / truth).toBeLessThan(1.01);
});

describe("budgets", () => {
  test("that are broken end in exit code 1, and say metric, limit, value and overrun", async () => {
    const { result, exitCode } = await memJson([program("short.cjs"), "--budget", "memory.peak=1MB"]);
    expect(exitCode).toBe(1);
    expect(result.budgets).toMatchObject([{ metric: "memory.peak", limit: 1_000_000, verdict: "fail" }]);
    const [budget] = result.budgets ?? [];
    expect(budget?.overBy).toBe((budget?.actual ?? 0) - 1_000_000);
    expect(result.findings[0]?.message).toMatch(
      /`memory.peak` is over its budget: .* MB, .* MB over the limit of 1.0 MB/,
    );
  });

  test("that are kept end in exit code 0, those of which nothing is known in 4", async () => {
    const kept = await memJson([program("short.cjs"), "--budget", "memory.peak=1GB"]);
    expect([kept.exitCode, kept.result.budgets?.[0]?.verdict]).toEqual([0, "pass"]);
    const unknown = await memJson([program("short.cjs"), "--budget", "memory.per_operation=1KB"]);
    expect([unknown.exitCode, unknown.result.budgets?.[0]?.verdict]).toEqual([4, "unknown"]);
  });
});

test("both halves are recorded by swarmprof cpu --mem", async () => {
  const { stdout, exitCode } = await swarmprof(["cpu", "--mem", "--json", program("agents.cjs")]);
  const document = JSON.parse(stdout.toString()) as Record<string, unknown>;
  expect(exitCode).toBe(0);
  expect(Object.keys(document)).toEqual(expect.arrayContaining(["cpu", "memory"]));
});

test("what a program sees of itself stays as it was", async () => {
  const looks = [program("looks-around.cjs")];
  const cwd = emptyFolder();
  const [plain, recorded] = await Promise.all([runNode(looks, { cwd }), swarmprof(["mem", ...looks], { cwd })]);
  expect(recorded.stdout.toString()).toBe(plain.stdout.toString());
  expect(recorded.exitCode).toBe(plain.exitCode);
});

test("the run directory holds valid files, for nobody else to read", async () => {
  const { result, cwd } = await memJson([program("agents.cjs")]);
  const main = join(cwd, result.run.dir, String(result.memory.processes[0]?.pid), "main");
  const profiles = readdirSync(main).filter((name) => name.endsWith(".heapprofile"));
  expect(profiles.length).toBeGreaterThan(0);
  for (const name of profiles)
    expect(JSON.parse(readFileSync(join(main, name), "utf8"))).toHaveProperty("head.callFrame");
});
