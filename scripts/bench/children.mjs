// Child processes, each timed from its spawn to its end, and none of which outlives this process.
import { spawn } from "node:child_process";
import { closeSync, openSync, readFileSync, rmSync } from "node:fs";
import { delimiter, dirname, join } from "node:path";

const TIMEOUT_MS = 300_000;
/** A profiler that is told to end still ends its target; after this long it is no longer asked. */
const GRACE_MS = 5_000;
/** With groups, what a child has started is ended with it. */
const HAS_GROUPS = process.platform !== "win32";

export class Children {
  #folder;
  #running = new Set();
  #started = 0;
  #stopping = false;

  /** @param folder for what the children print: to files, as pipes to this process would cost both sides time */
  constructor(folder) {
    this.#folder = folder;
    for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"]) process.once(signal, () => void this.#stop());
    process.once("exit", () => this.#kill("SIGKILL"));
  }

  /** `node <args>`, with the Node that runs this. */
  node(args, options) {
    return this.run(process.execPath, args, options);
  }

  /** @returns `{ exitCode, signal, wallMs, stdout, stderr }` */
  async run(command, args, { cwd }) {
    const outputs = ["out", "err"].map((name) => join(this.#folder, `${this.#started}.${name}`));
    this.#started++;
    const ended = await this.#toItsEnd(command, args, cwd, outputs);
    const [stdout, stderr] = outputs.map((file) => readFileSync(file, "utf8"));
    for (const file of outputs) rmSync(file);
    return { ...ended, stdout, stderr };
  }

  #toItsEnd(command, args, cwd, outputs) {
    const files = outputs.map((file) => openSync(file, "w"));
    return new Promise((resolve, reject) => {
      const started = performance.now();
      const child = spawn(command, args, {
        cwd,
        stdio: ["ignore", ...files],
        env: environment(),
        detached: HAS_GROUPS,
      });
      this.#running.add(child);
      const timers = [
        setTimeout(() => signalGroup(child, "SIGTERM"), TIMEOUT_MS),
        setTimeout(() => signalGroup(child, "SIGKILL"), TIMEOUT_MS + GRACE_MS),
      ];
      const over = (settle) => {
        this.#running.delete(child);
        for (const timer of timers) clearTimeout(timer);
        for (const fd of files) closeSync(fd);
        // What is ended from outside is no result, and nothing is to follow it.
        if (!this.#stopping) settle();
      };
      child.once("error", (cause) => over(() => reject(new Error(`can't start ${command}: ${cause.message}`))));
      child.once("exit", (exitCode, signal) => {
        const wallMs = performance.now() - started;
        over(() => resolve({ exitCode, signal, wallMs }));
      });
    });
  }

  async #stop() {
    this.#stopping = true;
    this.#kill("SIGTERM");
    const deadline = performance.now() + GRACE_MS;
    while (this.#running.size > 0 && performance.now() < deadline) await new Promise((done) => setTimeout(done, 20));
    process.exit(130);
  }

  #kill(signal) {
    for (const child of this.#running) signalGroup(child, signal);
  }
}

function signalGroup(child, signal) {
  try {
    if (HAS_GROUPS && child.pid !== undefined) process.kill(-child.pid, signal);
    else child.kill(signal);
  } catch (error) {
    if (error.code !== "ESRCH") throw error; // it has ended meanwhile
  }
}

function environment() {
  return {
    ...process.env,
    NODE_OPTIONS: "",
    // The other profilers start `node` by its name: it has to be the same one.
    PATH: `${dirname(process.execPath)}${delimiter}${process.env.PATH ?? ""}`,
    // Neither questions nor look-ups of news while the time runs.
    NO_UPDATE_NOTIFIER: "1",
    NO_INSIGHT: "1",
    // memlab would bring a browser along.
    PUPPETEER_SKIP_DOWNLOAD: "1",
  };
}
