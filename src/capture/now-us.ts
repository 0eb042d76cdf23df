/** The monotonic clock that all processes of a machine share, µs. */
export function nowUs(): number {
  return Number(process.hrtime.bigint() / 1000n);
}
