/** One line on a terminal that says what is going on; nothing at all where stderr is none. */
const FIRST_AFTER_MS = 1_000;
const EVERY_MS = 500;

export interface Progress {
  /** What is being done from now on. */
  say(what: string): void;
  end(): void;
}

export function startProgress({ quiet }: { quiet: boolean }): Progress {
  const stream = process.stderr;
  if (quiet || !stream.isTTY) return { say() {}, end() {} };
  const started = performance.now();
  let what = "";
  let shown = false;
  const timer = setInterval(() => {
    const ms = performance.now() - started;
    if (what === "" || ms < FIRST_AFTER_MS) return;
    stream.write(`\r\u001B[2K${what} · ${(ms / 1000).toFixed(0)} s`);
    shown = true;
  }, EVERY_MS);
  timer.unref();
  return {
    say(now) {
      what = now;
    },
    end() {
      clearInterval(timer);
      if (shown) stream.write("\r\u001B[2K");
    },
  };
}
