// A script without exports, to be evaluated once an iteration: what it leaves behind hangs on the global object.
const { zeros } = require("./parts/zeros.cjs");

const { leaked, work } = (globalThis.swarm ??= { leaked: zeros(1000), work: require("./parts/sync-work.cjs") });
const bytes = Number(process.argv[3] ?? 0);
work();
// The table has room for all of them from the start: it does not grow.
if (bytes > 0) leaked[leaked.indexOf(0)] = zeros((bytes - 48) / 8);
