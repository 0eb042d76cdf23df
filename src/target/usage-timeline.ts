/** The CPU time of one thread over time, as lines `[t, cpuUs, runDelayUs]`; stretches in which nothing moves take two lines. */
import type { ThreadUsage, UsageRow } from "../run/records.ts";
import { appendText, stringify } from "./pristine.ts";
import type { ThreadUsageReader } from "./thread-usage.ts";

export class UsageTimeline {
  readonly #file: string;
  readonly #reader: ThreadUsageReader;
  #lines: string[] = [];
  #last: ThreadUsage | undefined;
  #stillUs: number | undefined;

  constructor(file: string, reader: ThreadUsageReader) {
    this.#file = file;
    this.#reader = reader;
  }

  /** Whether the thread is no more. */
  get ended(): boolean {
    return this.#reader.ended;
  }

  sample(nowUs: number): void {
    const usage = this.#reader.read();
    if (usage === null) return;
    if (this.#last !== undefined && usage.cpuUs === this.#last.cpuUs && usage.runDelayUs === this.#last.runDelayUs) {
      this.#stillUs = nowUs;
      return;
    }
    if (this.#stillUs !== undefined && this.#last !== undefined) this.#add(this.#stillUs, this.#last);
    this.#stillUs = undefined;
    this.#last = usage;
    this.#add(nowUs, usage);
  }

  flush(): void {
    if (this.#lines.length === 0) return;
    const text = this.#lines.join("");
    this.#lines = [];
    try {
      appendText(this.#file, text);
    } catch {
      // A full disk or a removed folder: the reader then finds a shorter timeline, and says so.
    }
  }

  end(): void {
    if (this.#stillUs !== undefined && this.#last !== undefined) this.#add(this.#stillUs, this.#last);
    this.flush();
    this.#reader.close();
  }

  #add(nowUs: number, { cpuUs, runDelayUs }: ThreadUsage): void {
    const row: UsageRow = [nowUs, cpuUs, runDelayUs];
    this.#lines.push(`${stringify(row)}\n`);
  }
}
