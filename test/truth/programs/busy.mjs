// Wants a core for as long as a file is there:  node busy.mjs <file>
import { existsSync } from "node:fs";

for (let x = 0; existsSync(process.argv[2]); ) for (let i = 0; i < 1e7; i++) x += Math.sqrt(i);
