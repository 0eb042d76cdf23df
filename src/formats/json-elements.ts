/**
 * The elements of a JSON list one by one, for lists that are larger than any string: of the list that the bytes begin with,
 * or of the first list in an object under a key.
 */

const QUOTE = 0x22;
const BACKSLASH = 0x5c;
const OPEN_LIST = 0x5b;
const CLOSE_LIST = 0x5d;
const OPEN_OBJECT = 0x7b;
const CLOSE_OBJECT = 0x7d;
const COMMA = 0x2c;

const LONGEST_KEY = 64;
/** An element larger than this is no event of a trace. */
const LARGEST = 256 * 1024 * 1024;

/**
 * @param chunks of bytes, in order @param key where the file is an object: the key whose list is meant
 * @throws Error where the list is cut off; SyntaxError where an element is no JSON
 */
export function* jsonElements(chunks: Iterable<Buffer>, key: string): Iterable<unknown> {
  let depth = 0;
  let inText = false;
  let escaped = false;
  let listDepth = -1;
  let held: Buffer[] = [];
  let heldBytes = 0;
  let lastText = "";
  let text: number[] = [];
  let done = false;
  for (const chunk of chunks) {
    if (done) break;
    let from = listDepth < 0 ? -1 : 0;
    for (let i = 0; i < chunk.length; i++) {
      const byte = chunk[i] as number;
      if (inText) {
        if (escaped) escaped = false;
        else if (byte === BACKSLASH) escaped = true;
        else if (byte === QUOTE) inText = false;
        // Names of keys before the list are all that has to be known.
        if (listDepth < 0) {
          if (inText) {
            if (text.length < LONGEST_KEY) text.push(byte);
          } else lastText = String.fromCharCode(...text);
        }
        continue;
      }
      if (byte === QUOTE) {
        inText = true;
        text = [];
      } else if (byte === OPEN_LIST || byte === OPEN_OBJECT) {
        depth++;
        const isList = byte === OPEN_LIST && (depth === 1 || (depth === 2 && lastText === key));
        if (listDepth < 0 && isList) {
          listDepth = depth;
          from = i + 1;
        }
      } else if (byte === CLOSE_LIST || byte === CLOSE_OBJECT) {
        if (depth === listDepth) {
          const last = elementOf(held, chunk.subarray(from, i));
          if (last !== "") yield JSON.parse(last);
          done = true;
          break;
        }
        depth--;
      } else if (byte === COMMA && depth === listDepth) {
        yield JSON.parse(elementOf(held, chunk.subarray(from, i)));
        held = [];
        heldBytes = 0;
        from = i + 1;
      }
    }
    if (done) break;
    if (listDepth >= 0) {
      held.push(Buffer.from(chunk.subarray(from)));
      heldBytes += chunk.length - from;
      if (heldBytes > LARGEST) throw new Error("an element is larger than 256 MB");
    }
  }
  if (listDepth < 0) throw new Error(`there is no list "${key}"`);
  if (!done) yield* lastOf(elementOf(held, Buffer.alloc(0)));
}

function elementOf(held: readonly Buffer[], rest: Buffer): string {
  return (held.length === 0 ? rest : Buffer.concat([...held, rest])).toString("utf8").trim();
}

/** Chrome writes traces as a list that is never closed: what is whole counts. */
function* lastOf(rest: string): Iterable<unknown> {
  if (rest === "") return;
  try {
    yield JSON.parse(rest);
  } catch (cause) {
    throw new Error("it is cut off", { cause });
  }
}
