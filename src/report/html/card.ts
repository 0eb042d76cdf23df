/**
 * A titled box of the page.
 * @param card.title escaped already
 * @param card.body escaped already
 * @param card.look more classes, e.g. `scripted` where only the script can fill it
 */
export function card(card: { id: string; title: string; body: string; look?: string }): string {
  const look = card.look === undefined ? "card" : `card ${card.look}`;
  return `<section id="${card.id}" class="${look}" aria-labelledby="${card.id}-title"><div class="head"><h2 id="${card.id}-title">${card.title}</h2><div class="tools"></div></div><div class="body">${card.body}</div></section>`;
}

/** Cards below each other, in two columns where there is room, the first one narrow. A card may be "". */
export function columns(narrow: readonly string[], wide: readonly string[]): string {
  const [first, second] = [narrow, wide].map((cards) => cards.filter((one) => one !== "").join("\n"));
  if (!first || !second) return `${first}${second}`;
  return `<div class="two even">\n<div class="column">${first}</div>\n<div class="column">${second}</div>\n</div>`;
}
