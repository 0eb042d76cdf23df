/** V8's profiler through the inspector. `console.profile` is its way to more than one profile at once; it prints nothing. */
import { Session } from "node:inspector";
import type { CpuProfiler, RawProfile } from "./cpu-profiler.ts";

const { profile: startProfile, profileEnd: endProfile } = globalThis.console;

export class InspectorProfiler implements CpuProfiler {
  readonly session = new Session();
  onProfile: (title: string, profile: RawProfile) => void = () => {};

  constructor(intervalUs: number) {
    this.session.connect();
    this.session.post("Profiler.enable");
    this.session.post("Profiler.setSamplingInterval", { interval: intervalUs });
    this.session.on("Profiler.consoleProfileFinished", ({ params }) => {
      this.onProfile(params.title ?? "", params.profile);
    });
  }

  start(title: string): void {
    startProfile.call(console, title);
  }

  stop(title: string): void {
    endProfile.call(console, title);
  }

  end(): void {
    this.session.disconnect();
  }
}
