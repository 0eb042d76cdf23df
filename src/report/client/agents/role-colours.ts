/** As many roles get a colour of their own as can be told apart. */
const COLOURS = 8;

/** A custom property of the page's style, for the index of a group; those of most weight come first. */
export function roleColour(group: number): string {
  return group < COLOURS ? `--l${group + 1}` : "--other-line";
}

/** The class that has it as its background. */
export function roleClass(group: number): string {
  return group < COLOURS ? `role-${group + 1}` : "role-other";
}
