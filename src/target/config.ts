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
  readonly run?: VerbConfig;
}

export interface VerbConfig {
  /** Of this verb alone, beside those of all. */
  readonly budgets?: Readonly<Record<string, string | number>>;
  readonly [flag: string]: string | number | boolean | Readonly<Record<string, string | number>> | undefined;
}

/** Gives the config back, checked by TypeScript. */
export function defineConfig(config: Config): Config {
  return config;
}
