/**
 * Node's functions as they were before the program could replace them: the probe runs among code that patches `fs` and
 * `JSON`, and must neither break on that nor show up in its counts.
 */
import fs from "node:fs";

const {
  closeSync,
  mkdirSync,
  openSync,
  readSync,
  readlinkSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  writeSync,
} = fs;
const { existsSync } = fs;
const { stringify, parse } = JSON;
const hrtime = process.hrtime.bigint;

export {
  closeSync,
  existsSync,
  mkdirSync,
  openSync,
  parse,
  readdirSync,
  readFileSync,
  readlinkSync,
  readSync,
  stringify,
};

/** The monotonic clock, µs: the clock of V8's samples. */
export function nowUs(): number {
  return Number(hrtime() / 1000n);
}

/** Writes the whole file under another name and renames it: a reader never sees half of it. */
export function writeWhole(file: string, text: string): void {
  const draft = `${file}.tmp`;
  const fd = openSync(draft, "w", 0o600);
  try {
    writeAll(fd, text);
  } finally {
    closeSync(fd);
  }
  renameSync(draft, file);
}

/** Appends whole lines; a reader drops a last line that a kill has cut. */
export function appendText(file: string, text: string): void {
  const fd = openSync(file, "a", 0o600);
  try {
    writeAll(fd, text);
  } finally {
    closeSync(fd);
  }
}

/** A file that isn't there is removed already. */
export function removeFile(file: string): void {
  rmSync(file, { force: true });
}

/** As a string first: a Buffer would come from a pool that the program shares, and be counted as its memory. */
function writeAll(fd: number, text: string): void {
  let done = writeSync(fd, text);
  if (done === Buffer.byteLength(text)) return;
  const bytes = Buffer.from(text, "utf8");
  while (done < bytes.length) done += writeSync(fd, bytes, done);
}
