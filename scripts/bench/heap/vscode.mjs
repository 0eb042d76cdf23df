// The same with @vscode/v8-heap-parser: Rust, compiled to WebAssembly.
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { join } from "node:path";
import { said } from "./said.mjs";

const [, , folder, className, file] = process.argv;
const { decode_bytes, init_panic_hook } = createRequire(join(folder, "index.js"))("@vscode/v8-heap-parser");
init_panic_hook();
const graph = decode_bytes(readFileSync(file));
const classes = graph.get_class_groups(0, 1_000_000, false);
const found = classes.find((one) => one.name() === className);
said({ classes: classes.length, instances: found?.children_len, retainedBytes: Number(found?.retained_size ?? 0) });
