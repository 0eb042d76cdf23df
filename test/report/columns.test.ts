import { describe, expect, test } from "vitest";
import { decodeReport, encodeReport } from "../../src/report/columns.ts";
import { reportFromText } from "./report-from-text.ts";

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
    const { cpu: _, ...rest } = view;
    expect(decodeReport(encodeReport(rest))).toEqual(rest);
  });

  test("keep numbers that need more than four bytes of seven bits", () => {
    const cpu = view.cpu!;
    const late = {
      startUs: 2 ** 40,
      wallUs: Uint32Array.of(2 ** 32 - 1),
      cpuUs: Uint32Array.of(128),
      node: Uint32Array.of(3),
    };
    const changed = { ...view, cpu: { ...cpu, samples: [late] } };
    expect(decodeReport(encodeReport(changed)).cpu?.samples).toEqual([late]);
  });

  test("refuse data that ends too early, wherever it was cut", () => {
    const bytes = encodeReport(view);
    for (const length of [0, 1, 100, bytes.length - 20, bytes.length - 1]) {
      expect(() => decodeReport(bytes.subarray(0, length))).toThrow(RangeError);
    }
  });
});
