/**
 * Under which the recorder, through the inspector, and `iteration()` find the recording of a thread: as a property of the
 * function `process.abort`, where a program that lists globals, or what `process` has, doesn't meet it.
 */
export const PROBE_HANDLE = Symbol.for("swarmprof.probe");
