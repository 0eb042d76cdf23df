/** Keeps the result for the latest argument: a page shows one state at a time and moves between neighbours. */
export function latest<Argument, Result>(
  keyOf: (argument: Argument) => string,
  make: (argument: Argument) => Result,
): (argument: Argument) => Result {
  let kept: { key: string; result: Result } | undefined;
  return (argument) => {
    const key = keyOf(argument);
    if (kept?.key !== key) kept = { key, result: make(argument) };
    return kept.result;
  };
}
