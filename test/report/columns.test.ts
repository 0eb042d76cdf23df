import { describe, expect, test } from "vitest";
import { decodeReport, encodeReport } from "../../src/report/columns.ts";
import { memoryReportFromText, reportFromText } from "./report-from-text.ts";

const view = reportFromText({
  main: `
    main  main  main  (idle)
    work  wait  work
    hash  -     work`,
  "worker-1 (agent-ä)": `
    run  run
    </script>  (garbage collector)`,
});

describe("encodeReport and decodeReport", () => {
  test("give back the same view", () => {
    expect(decodeReport(encodeReport(view))).toEqual(view);
  });

  test("give back a view without CPU samples", () => {
    const { cpu: _, code: __, ...rest } = view;
    expect(decodeReport(encodeReport(rest))).toEqual(rest);
  });

  test("keep numbers that need more than four bytes of seven bits", () => {
    const { cpu } = view;
    const late = {
      startUs: 2 ** 40,
      wallUs: Uint32Array.of(2 ** 32 - 1),
      cpuUs: Uint32Array.of(128),
      node: Uint32Array.of(3),
    };
    const changed = { ...view, cpu: { ...cpu, samples: [late] } };
    expect(decodeReport(encodeReport(changed)).cpu?.samples).toEqual([late]);
  });

  test("give back the memory half, to the byte", () => {
    const memory = memoryReportFromText({
      processes: { "main process": "60 80 75", "child 4712": "10" },
      threads: { main: "20 4 30" },
      profiles: [
        { thread: "main", at: 100, text: "main plan 3.5 12\nmain 0.5 1" },
        { thread: "main", at: 200, text: "main 9000 7", kind: "allocated" },
      ],
    });
    expect(decodeReport(encodeReport(memory))).toEqual(memory);
    expect(memory.memory?.heapProfiles[1]?.samples.bytes[0]).toBeGreaterThan(2 ** 32);
  });

  test("give back readings that jump over the whole of what a column holds, and do not add up", () => {
    const report = memoryReportFromText({ processes: { one: "1 1 1" }, threads: { main: "1 1 1" } });
    const [thread] = report.memory!.threads;
    const wild = Uint32Array.of(2 ** 32 - 1, 0, 2 ** 32 - 1);
    const samples = { ...thread!.samples, heapUsed: wild, allocated: wild.toReversed(), external: wild };
    const changed = { ...report, memory: { ...report.memory!, threads: [{ ...thread!, samples }] } };
    expect(decodeReport(encodeReport(changed))).toEqual(changed);
  });

  test("give back who each sample is of, and when agents ran", () => {
    const { agents: _, cpu, ...rest } = view;
    const samples = cpu.samples.map((thread) => ({ ...thread, agent: thread.node.map((node) => node % 3) }));
    const activity = {
      binMs: 2,
      agent: Uint32Array.of(0, 0, 7, 7),
      bin: Uint32Array.of(3, 1_999, 0, 1),
      busyPercent: Uint32Array.of(1, 200, 100, 50),
    };
    const agents = { rankedBy: "cpu" as const, agents: [], cpu: [], heaps: [], unknown: [], activity };
    const changed = { ...rest, cpu: { ...cpu, samples }, agents };
    expect(decodeReport(encodeReport(changed))).toEqual(changed);
    const { activity: ___, ...never } = agents;
    const without = { ...changed, agents: never };
    expect(decodeReport(encodeReport(without))).toEqual(without);
  });

  test("refuse data that ends too early, wherever it was cut", () => {
    const bytes = encodeReport(view);
    for (const length of [0, 1, 100, bytes.length - 20, bytes.length - 1]) {
      expect(() => decodeReport(bytes.subarray(0, length))).toThrow(RangeError);
    }
  });
});
