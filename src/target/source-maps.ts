/**
 * Source maps of files that were transformed while they were loaded (tsx and its kin): what V8 ran stands nowhere on the
 * disk, so the map must be taken from the process. Node keeps it where the loader has asked for source maps; else V8 is
 * asked once, at the end of the thread.
 */
import { findSourceMap } from "node:module";
import type { Session } from "node:inspector";
import { dataUrlText } from "../run/data-url.ts";
import { appendText, parse, stringify } from "./pristine.ts";

const TRANSFORMED = /\.([cm]?ts|tsx|jsx)$/;

/** The part of a profile's node that tells its file. */
export interface CalledNode {
  readonly callFrame: { readonly url: string };
}

export class SourceMaps {
  readonly #file: string;
  readonly #seen = new Set<string>();
  readonly #wanted = new Set<string>();

  constructor(file: string) {
    this.#file = file;
  }

  /** Keeps the maps of all files in a profile. */
  collect(nodes: readonly CalledNode[], session: Session): void {
    this.#collectKnown(nodes);
    this.#collectRest(session);
  }

  /** Those that Node has. */
  #collectKnown(nodes: readonly CalledNode[]): void {
    for (const { callFrame } of nodes) {
      const { url } = callFrame;
      if (this.#seen.has(url) || !url.startsWith("file:")) continue;
      this.#seen.add(url);
      const map = findSourceMap(url)?.payload;
      if (map !== undefined) this.#keep(url, map);
      else if (TRANSFORMED.test(url)) this.#wanted.add(url); // or Node has put blanks for its types: then there is no map
    }
  }

  /** Asks V8 for the maps that Node doesn't have. Costs some ms, so only where a file must have been transformed. */
  #collectRest(session: Session): void {
    if (this.#wanted.size === 0) return;
    const keep = ({ params }: { params: { url: string; sourceMapURL?: string } }): void => {
      const map = this.#wanted.has(params.url) ? decodeInlineMap(params.sourceMapURL ?? "") : undefined;
      if (map !== undefined) this.#keep(params.url, map);
    };
    session.on("Debugger.scriptParsed", keep);
    session.post("Debugger.enable");
    session.post("Debugger.disable");
    session.off("Debugger.scriptParsed", keep);
    this.#wanted.clear(); // a file without a map gets none later
  }

  #keep(url: string, map: unknown): void {
    // Without the source itself: a run directory is passed on too.
    const places = typeof map === "object" ? { ...map, sourcesContent: undefined } : map;
    appendText(this.#file, `${stringify({ url, map: places })}\n`);
  }
}

function decodeInlineMap(url: string): unknown {
  const isInline = url.startsWith("data:application/json") && url.includes(",");
  return isInline ? parse(dataUrlText(url)) : undefined;
}
