/** Settings as they stand in `swarmprof.config.ts`: the flags of the command line by their names; a flag beats them. */
export interface Config {
  /** Limits by metric: `{ "memory.peak": "200MB", "memory.growth": 0 }`. */
  readonly budgets?: Readonly<Record<string, string | number>>;
  readonly out?: string;
  readonly timeout?: string | number;
  /** Settings of one verb alone. */
  readonly cpu?: VerbConfig;
  readonly mem?: VerbConfig;
  readonly heap?: VerbConfig;
}

export type VerbConfig = Readonly<Record<string, string | number | boolean>>;

/** Gives the config back, checked by TypeScript. */
export function defineConfig(config: Config): Config {
  return config;
}
