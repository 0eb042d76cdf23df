/** Every expected failure has a code; the message says what, which, and the next step. */
export type ErrorCode =
  | "BAD_USAGE"
  | "BAD_CONFIG"
  | "BASELINE_MISSING"
  | "BENCH_MISSING"
  | "BENCH_UNSUPPORTED"
  | "TYPESCRIPT_UNSUPPORTED"
  | "OUTPUT_UNWRITABLE"
  | "RUN_UNREADABLE"
  | "RUN_TOO_NEW"
  | "NOTHING_RECORDED"
  | "PROFILE_UNREADABLE"
  | "BUILD_INCOMPLETE"
  | "ENGINE_UNAVAILABLE"
  | "TARGET_FAILED";

/** A failure to be told to a person in one line, without a stack trace; ends in exit code 2. */
export class SwarmprofError extends Error {
  override readonly name = "SwarmprofError";
  readonly code: ErrorCode;

  constructor(code: ErrorCode, message: string, options?: ErrorOptions) {
    super(message, options);
    this.code = code;
  }
}
