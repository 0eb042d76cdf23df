/** A card that is wider than the page scrolls in itself: with the keyboard too, if nothing in it can be focused. */
export function scrollableCards(): void {
  const cards = [...document.querySelectorAll<HTMLElement>("section.card, section.card > .body")];
  const settle = (): void => {
    for (const card of cards) {
      const overflow = card.scrollWidth > card.clientWidth && getComputedStyle(card).overflowX === "auto";
      if (overflow) card.tabIndex = 0;
      else card.removeAttribute("tabindex");
    }
  };
  new ResizeObserver(() => requestAnimationFrame(settle)).observe(document.body);
}
