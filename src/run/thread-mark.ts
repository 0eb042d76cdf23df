/** What the name of a script begins with that tells V8's log which thread it is of: `swarmprof-mark:main:12345678`, µs. */
export const THREAD_MARK = "swarmprof-mark:";
