import { describe, expect, test } from "vitest";
import { type IndexedReport, renderIndex } from "../../src/report/html/render-index.ts";

const report: IndexedReport = {
  file: "a.html",
  bench: "workflow.bench.ts",
  verb: "cpu",
  headline: "All is well",
  startedAt: "2026-11-23T08:17:05Z",
  status: "complete",
};

describe("renderIndex", () => {
  test("lists the newest first", () => {
    const html = renderIndex(
      [
        { ...report, headline: "middle", startedAt: "2026-11-22T00:00:00Z" },
        { ...report, headline: "oldest", startedAt: "2026-01-01T00:00:00Z" },
        { ...report, headline: "newest", startedAt: "2026-11-23T00:00:00Z" },
      ],
      { style: "" },
    );
    expect(html.match(/newest<|middle<|oldest</g)).toEqual(["newest<", "middle<", "oldest<"]);
  });

  test("links relatively, so that the folder can be moved, and to a file whatever it is called", () => {
    const files = ["sub/a b#1?.html", "javascript:alert(1)", '"><img src=x>'];
    const html = renderIndex(
      files.map((file) => ({ ...report, file })),
      { style: "" },
    );
    expect(Array.from(html.matchAll(/href="([^"]*)"/g), ([, href]) => href)).toEqual([
      "./sub/a%20b%231%3F.html",
      "./javascript%3Aalert(1)",
      "./%22%3E%3Cimg%20src%3Dx%3E",
    ]);
  });

  test("writes foreign text as text and runs no script", () => {
    const html = renderIndex([{ ...report, headline: "<script>", bench: "<b>", status: "<i>" }], { style: "" });
    expect(html).toContain("&lt;script&gt;");
    expect(html).not.toMatch(/<script|<b>|<i>/);
    expect(html).toContain("script-src 'none'");
  });

  test("says how to make the first one", () => {
    expect(renderIndex([], { style: "" })).toContain("swarmprof cpu &lt;bench&gt;");
  });
});
