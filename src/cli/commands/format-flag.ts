import { SwarmprofError } from "../../errors.ts";
import { FORMATS, type Format } from "../../verbs/write-formats.ts";

export const FORMAT_FLAG = {
  type: "string",
  describe: "more files beside the report: json,md,junit; github prints annotations",
} as const;

/** @throws SwarmprofError BAD_USAGE */
export function formats(text: string | undefined): Format[] {
  return (text === undefined ? [] : text.split(",")).map((word) => {
    const format = FORMATS.find((one) => one === word.trim());
    if (format === undefined) {
      throw new SwarmprofError("BAD_USAGE", `--format takes ${FORMATS.join(",")}, not "${text}"`);
    }
    return format;
  });
}
