import { percent } from "../words.ts";
import type { CpuRule } from "./cpu-facts.ts";

const WORTH_SAYING = 30;

/** An npm package that takes a large share by itself. */
export const hotPackage: CpuRule = ({ packages }) =>
  packages
    .filter(({ kind, selfPercent }) => kind === "package" && selfPercent >= WORTH_SAYING)
    .map(({ name, selfMs, selfPercent }) => ({
      rule: "hot-package",
      severity: "info",
      message: `${percent(selfPercent)} of CPU time is in the package \`${name}\``,
      evidence: { package: name, selfMs, selfPercent },
    }));
