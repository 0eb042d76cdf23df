/** `doctor.json`: what @clinic/doctor says of a run. */
export interface DoctorVerdict {
  readonly version: string;
  /** `event-loop`, `gc`, `io`, `none`, `unknown`, or `data` where there was too little to judge. */
  readonly category: string;
  /** Each `performance`, `none` or `data`. */
  readonly issues: {
    readonly delay: string;
    readonly cpu: string;
    readonly handles: string;
    readonly loopUtilization: string;
    readonly memory: {
      readonly external: string;
      readonly rss: string;
      readonly heapTotal: string;
      readonly heapUsed: string;
    };
  };
  /** The category once the time is taken out in which the program could run but had no core. */
  readonly categoryWithCore: string;
  readonly samples: number;
  /** Sentences of clinic's. */
  readonly advice: readonly string[];
  readonly adviceWithCore: readonly string[];
}
