/** A class whose instances are agents, as the command line names it: `[file#]Class[:field]`. */
export interface AgentClass {
  readonly name: string;
  /** End of the file's path without its extension; "" for any file. */
  readonly file: string;
  /** Under which an instance has its name; "": `id`, else `name`. */
  readonly field: string;
}

const PATTERN = /^(?:(?<file>.+)#)?(?<name>[\p{L}_$][\p{L}\p{N}_$]*)(?::(?<field>[\p{L}_$][\p{L}\p{N}_$]*))?$/u;

/** @returns undefined for what names no class */
export function parseAgentClass(text: string): AgentClass | undefined {
  const { file = "", name, field = "" } = PATTERN.exec(text)?.groups ?? {};
  if (name === undefined) return undefined;
  return { name, field, file: file.replace(/^\.\//, "").replace(/\.[cm]?[jt]sx?$/, "") };
}

export function isInFile({ file }: AgentClass, url: string): boolean {
  return file === "" || url.replace(/\.[cm]?[jt]sx?$/, "").endsWith(`/${file}`);
}
