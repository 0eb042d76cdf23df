import type { CpuView } from "../view-model.ts";
import { hotspotTable, packageTable, threadTable } from "./cpu-tables.ts";

/** The CPU part of the page: tables that read without a script, and the places that the script fills. */
export function cpuSections(cpu: CpuView): string {
  return `<noscript><p class="card note">JavaScript is off. What is missing without it: the flamegraph, its table, search, and the choice of thread and time. All words and tables below are complete in themselves.</p></noscript>
<p id="trouble" class="card note bad" role="alert" hidden></p>
<div id="selection" class="selection scripted" role="group" aria-label="What is shown"></div>
<section id="timeline" class="card scripted" aria-labelledby="timeline-title"><div class="head"><h2 id="timeline-title">CPU over time</h2><div class="tools"></div></div><div class="strip"></div></section>
<section id="graph" class="card scripted" aria-labelledby="graph-title"><div class="head"><h2 id="graph-title">Flamegraph</h2><div class="tools"></div></div><div class="flame"></div><div class="foot"></div></section>
<div class="two">
<section id="hotspots" class="card" aria-labelledby="hotspots-title"><div class="head"><h2 id="hotspots-title">Hotspots</h2><div class="tools"></div></div><div class="body">${hotspotTable(cpu)}</div></section>
<section id="details" class="card scripted" aria-labelledby="details-title"><div class="head"><h2 id="details-title">Function</h2></div><div class="body"></div></section>
</div>
<div class="two even">
<section id="packages" class="card" aria-labelledby="packages-title"><div class="head"><h2 id="packages-title">Packages</h2></div><div class="body">${packageTable(cpu)}</div></section>
<section id="threads" class="card" aria-labelledby="threads-title"><div class="head"><h2 id="threads-title">Threads</h2></div><div class="body">${threadTable(cpu)}</div></section>
</div>`;
}
