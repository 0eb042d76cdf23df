/**
 * Whether a name is one that stands in code, as far as one can tell by looking at it: `history`, `#draft`, `<symbol kStore>`, not
 * `ann@mail.org`. Names of properties can be a program's data.
 */
export function isCodeName(name: string): boolean {
  return /^(?:[\p{L}_$#][\p{L}\p{N}_$]{0,39}|<symbol[^>]{0,60}>)$/u.test(name);
}
