// The other profilers that make a report of a program, as their documentation starts them.
import { readdirSync, rmSync } from "node:fs";
import { extname, join } from "node:path";
import { installed } from "./install.mjs";
import { lastLine } from "./lines.mjs";
import { succeeded } from "./node-runs.mjs";

export const PEERS = [
  {
    package: "@platformatic/flame",
    version: "1.7.0",
    leastNode: 22,
    // By default it starts with the event loop, which a program that runs in one go only reaches at its end.
    args: ({ file, args }) => [
      "node_modules/@platformatic/flame/bin/flame.js",
      "run",
      "--delay=none",
      "--",
      file,
      ...args,
    ],
  },
  {
    package: "0x",
    version: "6.0.0",
    leastNode: 0,
    args: ({ file, args }) => ["node_modules/0x/cmd.js", "--", "node", file, ...args],
  },
  {
    package: "clinic",
    version: "13.0.0",
    leastNode: 0,
    args: ({ file, args }) => ["node_modules/clinic/bin.js", "flame", "--no-open", "--", "node", file, ...args],
  },
];

/**
 * @returns the folder in which the peer is installed
 * @throws Error where it doesn't run on this Node, or can't be installed
 */
export async function installedPeer(workplace, { package: name, version, leastNode }) {
  const [major] = process.versions.node.split(".");
  if (Number(major) < leastNode) throw new Error(`it needs Node ${leastNode} or newer, this is ${process.version}`);
  return installed(workplace, `peer-${name.replaceAll(/\W/g, "")}`, { [name]: version });
}

/**
 * @returns wall time of the whole command, ms
 * @throws Error where it fails, and where it leaves no report: it would look fast
 */
export async function peerMs({ children }, peer, folder, program) {
  const [script, ...args] = peer.args(program);
  const before = new Set(readdirSync(program.cwd));
  const ended = await children.node([join(folder, script), ...args], program);
  const left = readdirSync(program.cwd).filter((name) => !before.has(name));
  const hasReport = left.some((name) => containsHtml(program.cwd, name));
  for (const name of left) rmSync(join(program.cwd, name), { recursive: true });
  succeeded(ended);
  if (!hasReport) throw new Error(`it made no report: ${lastLine(ended.stderr) || lastLine(ended.stdout)}`);
  return ended.wallMs;
}

/** Their reports go to the working directory, by names that have the process id or the time in them. */
function containsHtml(folder, name) {
  if (extname(name) === ".html") return true;
  try {
    return readdirSync(join(folder, name), { recursive: true }).some((inner) => extname(inner) === ".html");
  } catch (error) {
    if (error.code === "ENOTDIR") return false;
    throw error;
  }
}
