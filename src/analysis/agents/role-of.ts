/** `planner-3` is a `planner`. */
export function roleOf(id: string): string {
  return id.replace(/[\s#:_.-]*\d+$/, "") || id;
}
