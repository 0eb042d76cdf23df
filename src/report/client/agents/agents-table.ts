import { grouped } from "../../quantity.ts";
import type { AgentsView } from "../../view-model.ts";
import { choice } from "../choice.ts";
import { element, found } from "../element.ts";
import { latest } from "../latest.ts";
import type { Page } from "../page.ts";
import { rangeWords } from "../scope-words.ts";
import { type Sorting, sortableHead } from "../sortable-head.ts";
import {
  type AgentColumn,
  agentColumns,
  type ColumnKey,
  type CpuFigures,
  cpuOfRun,
  cpuOfScope,
  groupFigures,
} from "./agent-columns.ts";
import { agentToken, chosenAgents, groupToken, isChosen, onlyAgent, patternChoice } from "./agent-choice.ts";
import { agentRow, groupRow, type RowLook } from "./agent-row.ts";
import { agentTimes } from "./agent-shares.ts";
import { outliersOf } from "./outliers.ts";
import type { Swarm } from "./swarm.ts";
import { agentFilter, type TableRow, tableRows } from "./table-rows.ts";
import { choose, isMore } from "./choose.ts";
import { agentsTableKeys } from "./agents-table-keys.ts";
import { VirtualRows } from "./virtual-rows.ts";

const AGENT_PX = 29;
const GROUP_PX = 47;
/** From so many on they are easier to survey by their roles. */
const GROUPED_FROM = 12;

/** All agents: sorted, filtered, by role; a row chooses its agent for the whole page. */
export class AgentsTable {
  readonly #page: Page;
  readonly #swarm: Swarm;
  readonly #filter = element("input", {
    type: "search",
    placeholder: "filter or planner-*",
    "aria-label": "Filter the agents; with a star, a pattern of their names",
    spellcheck: "false",
    autocomplete: "off",
  });
  readonly #choose = element("button", { type: "button", class: "link", id: "choose-agents" });
  readonly #said = element("span", { class: "said", role: "status", "aria-live": "polite" });
  readonly #table = element("table", {
    class: "pick",
    role: "treegrid",
    tabindex: 0,
    "aria-labelledby": "agents-title",
    "aria-multiselectable": "true",
  });
  readonly #body = element("tbody");
  readonly #rows: VirtualRows;
  readonly #head: ReturnType<typeof sortableHead<ColumnKey>>;
  readonly #outliers;
  readonly #cpuOf: (scope: string) => CpuFigures;
  readonly #rankedBy: ColumnKey;
  readonly #folded = new Set<number>();
  #isGrouped: boolean;
  #shown: readonly TableRow[] = [];
  #active = 0;

  constructor(page: Page, view: AgentsView) {
    this.#page = page;
    this.#swarm = page.model.sources.swarm;
    const { groups, agents } = this.#swarm;
    this.#rankedBy = view.rankedBy;
    this.#outliers = outliersOf(this.#swarm);
    this.#isGrouped = agents.length >= GROUPED_FROM && groups.length > 1 && groups.length <= agents.length / 2;
    this.#cpuOf = latest(String, (scope) =>
      scope === "" ? cpuOfRun(this.#swarm) : cpuOfScope(agentTimes(page.model.sources, page.state)),
    );
    const columns = this.#columns(cpuOfRun(this.#swarm));
    const first: Sorting<ColumnKey> = { key: view.rankedBy, down: true };
    const heads = columns.flatMap(({ key, words, digits }) => [
      { key, words, numeric: digits !== undefined },
      ...(key === view.rankedBy ? [{ words: "" }] : []),
    ]);
    this.#head = sortableHead<ColumnKey>(heads, first, () => this.#draw());
    const widths = heads.map(({ key = "bar" as const }) => element("col", { class: `col-${key}` }));
    this.#table.append(element("colgroup", {}, ...widths), element("thead", {}, this.#head.row), this.#body);
    const scroll = element("div", { class: "agents-scroll" }, this.#table);
    found("#agents .agents-live").append(scroll);
    this.#rows = new VirtualRows(scroll, this.#body);
    this.#tools(groups.length);
    this.#listen();
    page.show(["thread", "range"], () => this.#draw());
    page.show(["agents"], () => this.#follow());
  }

  focus(): void {
    this.#table.focus();
  }

  #tools(groups: number): void {
    const grouping = choice<"role" | "list">(
      "Agents",
      [
        ["list", "one by one"],
        ["role", "by role"],
      ],
      (how) => {
        this.#isGrouped = how === "role";
        grouping.mark(how);
        this.#draw();
      },
    );
    grouping.mark(this.#isGrouped ? "role" : "list");
    grouping.host.hidden = groups < 2;
    found("#agents .tools").append(this.#said, this.#choose, grouping.host, this.#filter);
    this.#filter.addEventListener("input", () => this.#draw());
    this.#filter.addEventListener("keydown", ({ key }) => {
      if (key === "Enter") this.#choose.click();
    });
    this.#choose.addEventListener("click", () => this.#chooseFitting());
  }

  #listen(): void {
    this.#body.addEventListener("click", (event) => {
      const { target } = event;
      const row = target instanceof Element ? target.closest("tr")?.dataset["row"] : undefined;
      if (row === undefined) return;
      this.#activate(Number(row));
      if (target instanceof Element && target.classList.contains("twisty")) this.#fold(this.#active);
      else this.#pick(this.#active, isMore(event));
    });
    agentsTableKeys(this.#table, {
      now: () => ({ row: this.#active, rows: this.#shown.length, pageRows: this.#rows.pageRows }),
      row: (row) => this.#shown[row],
      go: (row) => this.#activate(row),
      fold: (row) => this.#fold(row),
      choose: (row, more) => this.#pick(row, more),
    });
    this.#table.addEventListener("focus", () => this.#mark());
    this.#table.addEventListener("blur", () => this.#mark());
  }

  #columns(cpu: CpuFigures): AgentColumn[] {
    return agentColumns(this.#swarm, this.#outliers, cpu);
  }

  #draw(): void {
    const { thread, range } = this.#page.state;
    const isPart = (thread !== null || range !== null) && this.#swarm.isSampled;
    const cpu = this.#cpuOf(isPart ? `${thread} ${range?.fromUs}-${range?.toUs}` : "");
    // The same columns whatever is shown: they were chosen by what is known of the whole run.
    const known = new Set(this.#columns(cpuOfRun(this.#swarm)).map(({ key }) => key));
    const columns = this.#columns(cpu).filter(({ key }) => known.has(key));
    const sorted = columns.find(({ key }) => key === this.#head.sorting.key) ?? columns[0]!;
    const fits = agentFilter(this.#filter.value);
    const order = {
      value: sorted.value,
      groupValue: (members: readonly number[]) => groupFigures(sorted, members)?.first ?? sorted.value(members[0]!),
      down: this.#head.sorting.down,
    };
    this.#shown = tableRows(this.#swarm, fits, order, this.#isGrouped ? this.#folded : undefined);
    this.#active = Math.min(this.#active, Math.max(0, this.#shown.length - 1));
    this.#say(isPart);
    const barred = columns.find(({ key }) => key === this.#rankedBy);
    const most = barred === undefined ? 0 : (groupFigures(barred, Array.from(this.#swarm.agents.keys()))?.most ?? 0);
    const look = { swarm: this.#swarm, columns, barred: { key: this.#rankedBy, most }, isGrouped: this.#isGrouped };
    this.#table.classList.toggle("by-role", this.#isGrouped);
    this.#table.setAttribute("aria-rowcount", String(this.#shown.length + 1));
    this.#rows.set({
      count: this.#shown.length,
      heightPx: (row) => (this.#shown[row]?.kind === "group" ? GROUP_PX : AGENT_PX),
      draw: (row) => this.#row(row, look),
    });
    this.#mark();
  }

  #row(index: number, look: RowLook): HTMLTableRowElement {
    const row = this.#shown[index]!;
    const drawn = row.kind === "agent" ? agentRow(look, row.agent) : groupRow(look, row.group, row.members, row.isOpen);
    drawn.id = `agent-row-${index}`;
    drawn.dataset["row"] = String(index);
    drawn.setAttribute("aria-rowindex", String(index + 2));
    this.#markRow(drawn, chosenAgents(this.#page.state.agents, this.#swarm));
    return drawn;
  }

  #say(isPart: boolean): void {
    const { agents } = this.#swarm;
    const fits = agentFilter(this.#filter.value);
    const fitting = agents.filter(fits).length;
    const { thread, range } = this.#page.state;
    const part = [
      thread === null ? "" : (this.#page.model.sources.threads[thread]?.label ?? ""),
      range === null ? "" : rangeWords(range),
    ].filter((word) => word !== "");
    found("#agents-title").textContent = isPart
      ? `Agents: CPU time of ${part.join(", ")}; the rest of the whole run`
      : "Agents";
    this.#said.textContent =
      fitting === agents.length ? grouped(agents.length) : `${grouped(fitting)} of ${grouped(agents.length)}`;
    this.#choose.hidden = fitting === 0 || fitting === agents.length;
    this.#choose.textContent = fitting === 1 ? "choose it" : `choose these ${grouped(fitting)}`;
  }

  #chooseFitting(): void {
    const text = this.#filter.value.trim();
    const fits = agentFilter(text);
    const tokens = this.#swarm.agents.flatMap((agent, i) => (fits(agent) ? [agentToken(i)] : []));
    if (tokens.length === 0) return;
    // A pattern stays one in the link, however many fit.
    const isPattern = text.includes("*") && tokens.length > 1;
    this.#page.change({ agents: isPattern ? patternChoice(text) : tokens.join(".") });
  }

  #activate(row: number): void {
    if (this.#shown[row] === undefined) return;
    this.#active = row;
    this.#rows.intoSight(row);
    this.#mark();
  }

  #fold(index: number): void {
    const row = this.#shown[index];
    if (row?.kind !== "group") return;
    if (row.isOpen) this.#folded.add(row.group);
    else this.#folded.delete(row.group);
    this.#draw();
  }

  #pick(index: number, more: boolean): void {
    const row = this.#shown[index];
    if (row !== undefined)
      choose(this.#page, row.kind === "agent" ? agentToken(row.agent) : groupToken(row.group), more);
  }

  /** An agent may be chosen anywhere on the page. */
  #follow(): void {
    const only = onlyAgent(this.#page.state.agents);
    const row = this.#shown.findIndex((one) => one.kind === "agent" && one.agent === only);
    if (row === -1) this.#mark();
    else this.#activate(row);
  }

  #mark(): void {
    const chosen = chosenAgents(this.#page.state.agents, this.#swarm);
    for (const row of this.#body.rows) this.#markRow(row, chosen);
    const active = document.querySelector(`#agent-row-${this.#active}`);
    if (active === null) this.#table.removeAttribute("aria-activedescendant");
    else this.#table.setAttribute("aria-activedescendant", active.id);
  }

  #markRow(row: HTMLTableRowElement, chosen: Uint8Array): void {
    const { agent, group, row: index } = row.dataset;
    if (index === undefined) return;
    const isIn =
      agent === undefined
        ? isChosen(this.#page.state.agents, groupToken(Number(group)))
        : chosen[Number(agent) + 1] === 1;
    row.setAttribute("aria-selected", String(isIn));
    row.classList.toggle("active", Number(index) === this.#active);
  }
}
