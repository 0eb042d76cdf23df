/** Command line of `swarmprof init`. */
import type { CommandModule } from "yargs";
import { init } from "../../verbs/init.ts";

export function initCommand(): CommandModule {
  return {
    command: "init",
    describe: "a config, a first bench, and a workflow for GitHub Actions; nothing is overwritten",
    handler: () => {
      for (const { path, written } of init(process.cwd())) {
        process.stderr.write(written ? `wrote ${path}\n` : `there is one already, instead of ${path}\n`);
      }
    },
  };
}
