// Growth: `{ group: "growth", name, file, args, repeat, leak, expect, counted }`.
// - leak: bytes an iteration, or `{ shape, bytes }` where measure.mjs has to tell;
// - expect: "leak"; "flat", of which "inconclusive" is an honest version; "either" where both can be argued for;
// - counted: whether it counts for the targets; what is not counted is shown all the same.
const ITERATIONS = 60;
const SECONDS = 6;
const AGENTS = 200;

/** Below, a leak is hard to tell from what V8 does on its own. */
const FINDABLE_BYTES = 512;

export function growth() {
  return [
    ...[0, 64, 512, 4096, 65_536].flatMap((bytes) => [repeated("plain", bytes), repeated("cache", bytes)]),
    ...[0, 4096].flatMap((bytes) => [
      repeated("noisy", bytes),
      repeated("worker", bytes),
      repeated("plain", bytes, { file: "leak-default.cjs" }),
      repeated("plain", bytes, { file: "leak-evaluated.cjs" }),
      marked("plain", bytes),
      marked("cache", bytes),
      bySeconds("leak-loop.mjs", "plain", bytes),
      bySeconds("leak-loop.mjs", "cache", bytes),
      bySeconds("leak-blocked.mjs", "plain", bytes),
    ]),
    repeated("sawtooth", 0),
    // Six teeth of 200 KB hide what is leaked between them.
    ...[512, 4096].map((bytes) => repeated("sawtooth", bytes, { counted: false })),
    repeated("noisy", 512, { counted: false }),
    marked("plain", 512),
    ...["late", "levelling", "step", "shrinking"].map((shape) => repeated(shape, 0)),
    repeated("settling", 0, { expect: "either", counted: false }),
    repeated("late", 4096, { expect: "either", counted: false }),
    repeated("from the middle", 4096, { expect: "either", counted: false }),
    repeated("bursts", 4096, { expect: "either", counted: false }),
    ...["buffers", "timers", "listeners", "promises", "history"].map((shape) =>
      repeated(shape, 4096, { leak: { shape, bytes: 4096 } }),
    ),
    repeated("wasm", 65_536, { leak: { shape: "wasm", bytes: 65_536 }, counted: false }),
  ];
}

function repeated(shape, bytes, { file = "leak.mjs", ...more } = {}) {
  return entry({
    file,
    how: `${ITERATIONS} times`,
    repeat: ITERATIONS,
    args: [shape, String(bytes)],
    shape,
    bytes,
    ...more,
  });
}

function marked(shape, bytes) {
  return entry({ file: "leak-marked.mjs", how: "marked", args: [shape, String(bytes)], shape, bytes });
}

/** Its iterations are its own affair: a slope can be compared by the second alone. */
function bySeconds(file, shape, bytes) {
  const args = [shape, String(bytes), String(AGENTS), String(SECONDS)];
  return entry({ file, how: `${SECONDS} s`, args, shape, bytes, truthArgs: (truth) => [truth] });
}

function entry({ file, how, shape, bytes, ...more }) {
  const program = file === "leak.mjs" ? "" : `, ${file}`;
  return {
    group: "growth",
    name: `${shape} ${bytes} B, ${how}${program}`,
    file,
    leak: bytes,
    expect: bytes === 0 ? "flat" : bytes < FINDABLE_BYTES ? "either" : "leak",
    counted: true,
    ...more,
  };
}
