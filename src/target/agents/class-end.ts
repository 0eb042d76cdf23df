/** Where a class or function stands in a source, as far as braces tell. */
export interface ClassText {
  /** Of the brace that opens its body. */
  readonly open: number;
  /** Behind the brace that closes it; -1 where there is no end. */
  readonly end: number;
  /** Behind the opening and at the closing brace of what stands in braces right in the body: its methods, most of all. */
  readonly blocks: readonly (readonly [from: number, to: number])[];
}

/**
 * Where the body of a class or function ends whose head starts at `from`: behind the brace that closes the first one.
 * Strings, templates, comments and regular expressions are stepped over. @returns -1 where there is no end
 */
export function classEnd(source: string, from: number): number {
  return classText(source, from).end;
}

export function classText(source: string, from: number): ClassText {
  let [depth, brackets, open, blockFrom] = [0, 0, -1, -1];
  const blocks: [number, number][] = [];
  /** Depths at which a `}` goes on with a template. */
  const templates: number[] = [];
  let before = "";
  for (let at = from; at < source.length; at++) {
    const char = source[at] as string;
    if (char === '"' || char === "'") at = stringEnd(source, at, char);
    else if (char === "`") at = templateEnd(source, at + 1, depth, templates);
    else if (char === "/" && source[at + 1] === "/") at = orLast(source, source.indexOf("\n", at));
    else if (char === "/" && source[at + 1] === "*") at = orLast(source, source.indexOf("*/", at + 2)) + 1;
    else if (char === "/" && (BEFORE_PATTERN.test(before) || KEYWORD.test(source.slice(at - 12, at))))
      at = patternEnd(source, at);
    else if (char === "(" && depth === 0) brackets++;
    else if (char === ")" && depth === 0) brackets--;
    else if (char === "{" && (depth > 0 || brackets <= 0)) {
      depth++;
      if (depth === 1) open = at;
      if (depth === 2) blockFrom = at + 1;
    } else if (char === "}" && templates.at(-1) === depth) {
      templates.pop();
      at = templateEnd(source, at + 1, depth, templates);
    } else if (char === "}" && depth > 0) {
      depth--;
      if (depth === 1) blocks.push([blockFrom, at]);
      if (depth === 0) return { open, end: at + 1, blocks };
    }
    if (/\S/.test(char)) before = char;
  }
  return { open, end: -1, blocks };
}
/** After these a slash begins a regular expression, else it divides. */
const BEFORE_PATTERN = /[(,=:[!&|?{};+\-*%<>~^]/;

const KEYWORD = /\b(?:return|typeof|case|in|of|delete|void|throw|do|else|await|yield)\s*$/;

function stringEnd(source: string, from: number, quote: string): number {
  for (let at = from + 1; at < source.length; at++) {
    if (source[at] === "\\") at++;
    else if (source[at] === quote || source[at] === "\n") return at;
  }
  return source.length;
}

/** @returns where the template ends, or where an expression in it begins, which is then noted */
function templateEnd(source: string, from: number, depth: number, templates: number[]): number {
  for (let at = from; at < source.length; at++) {
    if (source[at] === "\\") at++;
    else if (source[at] === "`") return at;
    else if (source[at] === "$" && source[at + 1] === "{") {
      templates.push(depth);
      return at + 1;
    }
  }
  return source.length;
}

function patternEnd(source: string, from: number): number {
  let inClass = false;
  for (let at = from + 1; at < source.length; at++) {
    const char = source[at];
    if (char === "\\") at++;
    else if (char === "[") inClass = true;
    else if (char === "]") inClass = false;
    else if (char === "\n" || (char === "/" && !inClass)) return at;
  }
  return source.length;
}

function orLast(source: string, at: number): number {
  return at < 0 ? source.length : at;
}
