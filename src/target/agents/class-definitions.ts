/** Where a source defines a class of a name, as far as its text tells: what only looks like one is found to be none later. */
import { type ClassText, classText } from "./class-end.ts";

export interface ClassDefinition {
  readonly name: string;
  /** Offset at which it begins. */
  readonly start: number;
  /** undefined where a call makes the class: `const Planner = mixin(Base)`. */
  readonly text: ClassText | undefined;
  /** Where its constructor's body begins, with `class`; undefined without one. */
  readonly constructorAt: number | undefined;
  /** Whether it is a `class`, in whose members V8 can stop. */
  readonly hasMembers: boolean;
  /** Fields that hold functions: `run = async () => …`, or `this.run = …` in the constructor. */
  readonly functionFields: readonly string[];
}

const FUNCTION = String.raw`\s*=\s*(?:async\b\s*)?(?:function\b|\([^()]*\)\s*=>|[\w$]+\s*=>)`;
const FIELD = new RegExp(String.raw`(?:^|[;{}\n])\s*(?<name>[\p{L}_$][\p{L}\p{N}_$]*)${FUNCTION}`, "gu");
const ASSIGNED = new RegExp(String.raw`\bthis\.(?<name>[\p{L}_$][\p{L}\p{N}_$]*)${FUNCTION}`, "gu");

export function definitionsOf(source: string, name: string): ClassDefinition[] {
  const word = name.replace(/\$/g, "\\$&");
  const pattern = new RegExp(
    [
      String.raw`\b(?<named>class)\s+_?${word}(?![\w$])`,
      String.raw`(?<![\w$])${word}\s*[=:]\s*(?:(?<member>class)\b|function\b)`,
      String.raw`\bfunction\s+${word}\s*\(`,
      String.raw`(?:\b(?:const|let|var)\s+|\bexports\.)(?<made>${word})\s*=(?!\s*(?:class|function)\b|=)`,
    ].join("|"),
    "g",
  );
  const seen = new Set<number>();
  return [...source.matchAll(pattern)].flatMap(({ index: start, groups = {} }) => {
    const { named, member, made } = groups;
    const nothing = { name, start, constructorAt: undefined, hasMembers: false, functionFields: [] };
    if (made !== undefined) return { ...nothing, text: undefined };
    const text = classText(source, start);
    if (text.end < 0 || seen.has(text.end)) return []; // `Planner = class Planner {` is one
    seen.add(text.end);
    if (named === undefined && member === undefined) return { ...nothing, text };
    return { ...nothing, text, hasMembers: true, ...membersOf(source, text) };
  });
}

/** @returns names of the classes that a source derives, directly or not, from one of these */
export function subclassesOf(source: string, names: ReadonlySet<string>): string[] {
  const pattern = /(?:([\w$]+)\s*[=:]\s*)?\bclass\b(?:\s+([\w$]+))?\s+extends\s+([^{]+)\{/g;
  const derived = [...source.matchAll(pattern)].flatMap(([, assigned, own, heritage = ""]) => {
    const name = own ?? assigned;
    return name === undefined ? [] : [{ name, from: heritage.match(/[\w$]+/g) ?? [] }];
  });
  const found = new Set<string>();
  for (let before = -1; found.size > before; ) {
    before = found.size;
    for (const { name, from } of derived) {
      if (from.some((one) => names.has(one) || found.has(one))) found.add(name);
    }
  }
  return [...found];
}

function membersOf(source: string, { open, end, blocks }: ClassText): Partial<ClassDefinition> {
  let from = open + 1;
  let fields = "";
  let constructorAt: number | undefined;
  let body = "";
  for (const [blockFrom, blockTo] of blocks) {
    const head = source.slice(from, blockFrom);
    if (/(?:^|[\s;}])constructor\s*\([^]*\{$/.test(head)) {
      constructorAt = blockFrom;
      body = source.slice(blockFrom, blockTo);
    }
    fields += `${head}}`;
    from = blockTo + 1;
  }
  fields += source.slice(from, end);
  const names = [...fields.matchAll(FIELD), ...body.matchAll(ASSIGNED)].map(({ groups }) => groups?.["name"] ?? "");
  return { constructorAt, functionFields: [...new Set(names)] };
}
