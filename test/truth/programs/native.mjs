// Starts a program that is not Node and holds some MiB: node native.mjs python|shell|dd 256 1000 [--truth FILE]
import { spawn } from "node:child_process";
import { once } from "node:events";
import { parseArgs } from "node:util";
import { openWitness } from "./parts/witness.mjs";

const { values, positionals } = parseArgs({ options: { truth: { type: "string" } }, allowPositionals: true });
const [way, mib, ms] = positionals;

/** Python tells its own peak, as the last thing it does. */
const PYTHON = `
import json, re, sys, time
held = b"\\x01" * (${Number(mib)} << 20)
time.sleep(${Number(ms)} / 1000)
if len(sys.argv) > 1:
    peak = int(re.search(r"VmHWM:\\s+(\\d+)", open("/proc/self/status").read())[1]) * 1024
    open(sys.argv[1], "a").write(json.dumps({"vmHwmBytes": peak, "peakHeapBytes": 0, "peakExternalBytes": 0}) + "\\n")
`;
/** dd's buffer is one block; it reads blocks until it is stopped, which is what `timeout` is for. */
const DD = `timeout ${Number(ms) / 1000} dd if=/dev/zero of=/dev/null bs=${Math.max(1, Number(mib))}M; true`;

const COMMANDS = {
  python: ["python3", ["-c", PYTHON, ...truthArgument()]],
  shell: ["sh", ["-c", 'python3 -c "$0" "$@"; true', PYTHON, ...truthArgument()]],
  dd: ["sh", ["-c", DD]],
};

function truthArgument() {
  return values.truth === undefined ? [] : [values.truth];
}

openWitness(values.truth);
const child = spawn(...COMMANDS[way], { stdio: "ignore" });
const [code] = await once(child, "exit");
process.exitCode = code;
