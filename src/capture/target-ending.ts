/** Ends the target at its timeout, or when swarmprof is told to end; keeps what was recorded first. */
import type { ChildProcess } from "node:child_process";
import { requestLastCut } from "./last-cut.ts";
import { processTree, signalAll } from "./process-tree.ts";

/** Longest that the recorders may take to keep what they have, ms. */
const LAST_CUT_MS = 1_500;
/** Time between SIGTERM and SIGKILL, ms. */
const GRACE_MS = 2_000;

const FORWARDED = ["SIGINT", "SIGTERM", "SIGHUP"] as const;

export interface EndingOptions {
  readonly timeoutMs: number | undefined;
  readonly groupGetsCtrlC: boolean;
}

/** Lives as long as the target. */
export class TargetEnding {
  /** Why the target was ended; undefined where it ends by itself. */
  reason: "timed-out" | "interrupted" | undefined;
  readonly #child: ChildProcess;
  readonly #runDir: string;
  readonly #timers: NodeJS.Timeout[] = [];
  readonly #listeners: (() => void)[] = [];
  #tree: number[] = [];

  /** Whether Ctrl-C reaches the target by itself. */
  readonly #groupGetsCtrlC: boolean;

  constructor(child: ChildProcess, runDir: string, { timeoutMs, groupGetsCtrlC }: EndingOptions) {
    this.#child = child;
    this.#runDir = runDir;
    this.#groupGetsCtrlC = groupGetsCtrlC;
    if (timeoutMs !== undefined) this.#later(timeoutMs, () => void this.#end("timed-out", "SIGTERM"));
    for (const signal of FORWARDED) {
      const listener = (): void => this.#interrupted(signal);
      process.on(signal, listener);
      this.#listeners.push(() => process.off(signal, listener));
    }
  }

  /** To be called when the target has ended: where it was ended, what it has started goes with it. */
  dispose(): void {
    if (this.reason !== undefined) signalAll(this.#tree, "SIGKILL");
    for (const timer of this.#timers) clearTimeout(timer);
    for (const remove of this.#listeners) remove();
  }

  #interrupted(signal: NodeJS.Signals): void {
    if (this.reason !== undefined) {
      this.#kill(); // asked twice: at once
      return;
    }
    const gotItToo = signal === "SIGINT" && this.#groupGetsCtrlC;
    if (gotItToo) {
      // The target may be busy with its own end; only where it isn't, it is ended for it.
      this.reason = "interrupted";
      this.#later(GRACE_MS, () => void this.#end("interrupted", "SIGTERM"));
    } else void this.#end("interrupted", signal);
  }

  async #end(reason: "timed-out" | "interrupted", signal: NodeJS.Signals): Promise<void> {
    this.reason = reason;
    await requestLastCut(this.#runDir, LAST_CUT_MS);
    if (this.#hasEnded()) return;
    this.#tree = this.#descendants();
    this.#signal([this.#child.pid ?? 0], signal);
    this.#later(GRACE_MS, () => this.#kill());
  }

  #kill(): void {
    this.#tree = this.#descendants();
    this.#signal([...this.#tree, this.#child.pid ?? 0], "SIGKILL");
  }

  #hasEnded(): boolean {
    return this.#child.pid === undefined || this.#child.exitCode !== null || this.#child.signalCode !== null;
  }

  #descendants(): number[] {
    return this.#child.pid === undefined ? [] : processTree(this.#child.pid).slice(0, -1);
  }

  #signal(pids: readonly number[], signal: NodeJS.Signals): void {
    if (!this.#hasEnded()) signalAll(pids, signal);
  }

  #later(ms: number, action: () => void): void {
    this.#timers.push(setTimeout(action, ms));
  }
}
