import { createHash } from "node:crypto";
import { describe, expect, test } from "vitest";
import { renderHtml } from "../../src/report/html/render-html.ts";
import { reportFromText } from "./report-from-text.ts";

const assets = { script: "start()", style: "p{color:red}" };
const hostile = `</script><img src=x onerror=alert(1)>'"&<!--`;

describe("renderHtml", () => {
  test("lets only its own inline script and style run", () => {
    const html = renderHtml(reportFromText({ main: "work" }), assets, "");
    const policy = /http-equiv="Content-Security-Policy" content="([^"]*)"/.exec(html)?.[1] ?? "";
    expect(policy).toContain("default-src 'none'");
    expect(policy).not.toContain("unsafe");
    for (const tag of ["script", "style"]) {
      const inline = new RegExp(`<${tag}>([^<]*)</${tag}>`).exec(html)?.[1] ?? "";
      const hash = createHash("sha256").update(inline).digest("base64");
      expect(policy).toContain(`${tag}-src 'sha256-${hash}'`);
    }
  });

  test("keeps a policy that its own markup obeys: no attribute holds style or script", () => {
    const html = renderHtml(reportFromText({ main: "work" }), assets, "");
    expect(html).not.toMatch(/<[^>]* (style|on[a-z]+)=/);
  });

  test("writes foreign text as text, wherever it stands", () => {
    const view = reportFromText(
      { [hostile]: hostile },
      {
        headline: `${hostile} and \`${hostile}\``,
        bench: hostile,
        command: hostile,
        startedAt: hostile,
        runId: hostile,
        facts: [{ value: hostile, label: hostile }],
        findings: [{ rule: hostile, severity: "error", message: hostile, frame: 1 }],
        environment: [
          { name: hostile, value: hostile },
          { name: "Node", value: hostile },
        ],
        honesty: [hostile],
      },
    );
    const html = renderHtml(view, assets, "");
    expect(html).not.toContain("<img");
    expect(html).not.toContain("<!--");
    expect(html.match(/<\/script>/g)).toHaveLength(2);
    expect(
      html.split(`&lt;/script&gt;&lt;img src=x onerror=alert(1)&gt;&#39;&quot;&amp;&lt;!--`).length,
    ).toBeGreaterThan(14);
  });

  test("turns backticks of the headline into code, but not in the title", () => {
    const html = renderHtml(reportFromText({ main: "work" }, { headline: "Half is `a < b`" }), assets, "");
    expect(html).toContain("<h1>Half is <code>a &lt; b</code></h1>");
    expect(html).toContain("<title>Half is a &lt; b · ");
  });

  test("says the hotspots, threads and honesty without a script", () => {
    const html = renderHtml(reportFromText({ main: "a  a\nb  c", "worker-1": "a" }), assets, "");
    expect(html).toMatch(
      /<td><i class="dot k-own"><\/i>b<\/td><td class="muted">src\/swarm.ts:1<\/td><td class="n">1.00<\/td><td class="n">33.3</,
    );
    expect(html).toContain("<td>worker-1</td>");
    expect(html).toContain("Nothing was lost.");
    expect(html).toContain("JavaScript is off. What is missing without it: the flamegraph");
  });

  test("leaves out what was not measured", () => {
    const { cpu: _, ...view } = reportFromText({ main: "work" });
    const html = renderHtml(view, assets, "");
    expect(html).not.toContain("Hotspots");
    expect(html).not.toContain("Threads");
  });

  test("refuses assets that would end their own tag", () => {
    const view = reportFromText({ main: "work" });
    expect(() => renderHtml(view, { ...assets, script: 'x = "</script>"' }, "")).toThrow(/cannot be inlined/);
    expect(() => renderHtml(view, { ...assets, style: "</style>" }, "")).toThrow(/cannot be inlined/);
  });

  test("refuses data that is not base64", () => {
    expect(() => renderHtml(reportFromText({ main: "work" }), assets, "</script>")).toThrow(TypeError);
  });
});
