// Peaks: `{ group: "peak", name, file, args, emptyArgs, truthArgs, measures }`. The program is run with `emptyArgs` too, in
// which it holds nothing. Of its measures,
// - rss is compared with what the program itself saw, all its processes together; heap and external with what the thread saw
//   that has the most;
// - those "over empty" are the peak with `args` less the peak with `emptyArgs`, compared with what is held.
const MIB = 256;
const LONG_MS = 1_000;
/** Hardly longer than the 20 ms between two samples. */
const SHORT_MS = 30;

const HEAP = ["rss", "heap", "heap over empty"];
const EXTERNAL = ["rss", "external", "external over empty", "rss over empty"];
/** Where V8 tells nobody: see Node 26. */
const RESIDENT = ["rss", "rss over empty"];

const MEASURES = {
  objects: HEAP,
  arrays: HEAP,
  strings: HEAP,
  closures: HEAP,
  // What they leave behind as they grow is garbage that may lie there still at the peak.
  maps: ["rss", "heap"],
  sets: ["rss", "heap"],
  buffers: EXTERNAL,
  arraybuffers: EXTERNAL,
  typed: EXTERNAL,
  wasm: RESIDENT,
};

export function peaks() {
  return [
    ...Object.keys(MEASURES).map((kind) => hold(kind, LONG_MS, "asleep")),
    ...["objects", "arrays", "strings", "buffers", "wasm"].map((kind) => hold(kind, SHORT_MS, "asleep", "--drop")),
    ...["objects", "buffers"].flatMap((kind) => [
      hold(kind, LONG_MS, "busy"),
      hold(kind, LONG_MS, "waiting"),
      hold(kind, SHORT_MS, "busy", "--drop"),
      hold(kind, SHORT_MS, "waiting", "--drop"),
      hold(kind, LONG_MS, "asleep", "--in", "worker"),
      hold(kind, LONG_MS, "busy", "--in", "worker"),
      hold(kind, LONG_MS, "waiting", "--in", "worker"),
      hold(kind, SHORT_MS, "asleep", "--drop", "--in", "worker"),
      hold(kind, LONG_MS, "asleep", "--in", "child"),
      hold(kind, SHORT_MS, "asleep", "--in", "child"),
      hold(kind, LONG_MS, "waiting", "--in", "child"),
    ]),
    native("python", LONG_MS),
    native("python", SHORT_MS),
    native("shell", LONG_MS),
    native("dd", LONG_MS),
  ];
}

function hold(kind, ms, way, ...options) {
  const where = options.includes("--in") ? ` in a ${options.at(-1)}` : "";
  const args = (mib) => [kind, String(mib), String(ms), way, ...options];
  return {
    group: "peak",
    name: `${kind}, ${ms} ms ${way}${where}`,
    file: "hold.mjs",
    args: args(MIB),
    emptyArgs: args(0),
    truthArgs: (file) => ["--truth", file],
    // What is held is asked of measure.mjs, on the same Node: it differs between versions by less than 1 %.
    held: { kind, units: MIB },
    measures: MEASURES[kind],
  };
}

function native(program, ms) {
  const args = (mib) => [program, String(mib), String(ms)];
  return {
    group: "peak",
    name: `native ${program}, ${ms} ms`,
    file: "native.mjs",
    args: args(MIB),
    emptyArgs: args(0),
    truthArgs: (file) => ["--truth", file],
    held: { rssBytes: MIB * 2 ** 20 },
    needs: program === "dd" ? "dd" : "python3",
    // dd tells nobody its peak; its empty run holds 1 MiB.
    measures: program === "dd" ? ["rss over empty"] : RESIDENT,
  };
}
