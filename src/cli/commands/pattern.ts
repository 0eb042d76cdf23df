import { SwarmprofError } from "../../errors.ts";

/** @throws SwarmprofError BAD_USAGE */
export function pattern(text: string): RegExp {
  try {
    return new RegExp(text, "u");
  } catch (cause) {
    const why = cause instanceof Error ? cause.message : String(cause);
    throw new SwarmprofError("BAD_USAGE", `--filter takes a regular expression: ${why}`, { cause });
  }
}
