import type { CodeView, FrameKind, FrameView } from "../../src/report/view-model.ts";

/** A call node; its index is known once all stacks are there. */
export interface Call {
  readonly frame: number;
  readonly callees: Map<string, Call>;
  index: number;
}

/** Collects stacks, outermost frame first, into one call tree. `name@file:line` places a frame, else in `src/swarm.ts`. */
export class CodeFromText {
  readonly #frames: FrameView[] = [{ ...frameFromText("(root)"), kind: "program" }];
  readonly #known = new Map<string, number>();
  readonly #root: Call = { frame: 0, callees: new Map(), index: 0 };

  call(stack: readonly string[]): Call {
    let call = this.#root;
    for (const label of stack) {
      const callee = call.callees.get(label) ?? { frame: this.frame(label), callees: new Map(), index: 0 };
      call.callees.set(label, callee);
      call = callee;
    }
    return call;
  }

  frame(label: string): number {
    const frame = this.#known.get(label) ?? this.#frames.push(frameFromText(label)) - 1;
    this.#known.set(label, frame);
    return frame;
  }

  kindOf(call: Call): FrameKind | undefined {
    return this.#frames[call.frame]?.kind;
  }

  get labels(): ReadonlyMap<string, number> {
    return this.#known;
  }

  /** Numbers the calls. */
  view(): CodeView {
    const parent: number[] = [];
    const frame: number[] = [];
    const visit = (call: Call, above: number): void => {
      parent.push(above);
      call.index = frame.push(call.frame) - 1;
      for (const callee of call.callees.values()) visit(callee, call.index);
    };
    visit(this.#root, 0);
    return { frames: this.#frames, tree: { parent: Uint32Array.from(parent), frame: Uint32Array.from(frame) } };
  }
}

function frameFromText(text: string): FrameView {
  const [, name = text, file = "", line = "0"] = /^(.*?)@(.*?):(\d+)$/.exec(text) ?? [];
  const state = STATES[name];
  if (state !== undefined || name === "(root)") {
    return { name, file: "", line: 0, column: 0, kind: state ?? "program", package: "", deopt: "" };
  }
  const place = file === "" ? { file: "src/swarm.ts", line: name.length } : { file, line: Number(line) };
  const owner = /node_modules\/([^/]+)/.exec(file)?.[1] ?? "";
  const kind = owner !== "" ? "package" : file.startsWith("node:") ? "node" : "own";
  return { name, ...place, column: 1, kind, package: owner, deopt: "" };
}

const STATES: Readonly<Record<string, FrameKind>> = {
  "(garbage collector)": "gc",
  "(program)": "program",
  "(idle)": "idle",
};
