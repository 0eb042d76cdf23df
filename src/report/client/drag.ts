/** Reports a drag along a strip as shares of its width, from left to right. */
export function onDrag(
  area: HTMLElement,
  {
    during,
    done,
  }: { during: (from: number, to: number) => void; done: (from: number, to: number, event: PointerEvent) => void },
): void {
  let anchor: number | undefined;
  const at = ({ clientX }: PointerEvent): number => {
    const { left, width } = area.getBoundingClientRect();
    return Math.max(0, Math.min(1, (clientX - left) / width));
  };
  const ends = (event: PointerEvent): [number, number] => {
    const here = at(event);
    return [Math.min(anchor ?? here, here), Math.max(anchor ?? here, here)];
  };
  area.addEventListener("pointerdown", (event) => {
    if (event.button !== 0) return;
    anchor = at(event);
    area.setPointerCapture(event.pointerId);
  });
  area.addEventListener("pointermove", (event) => {
    if (anchor !== undefined) during(...ends(event));
  });
  area.addEventListener("pointerup", (event) => {
    if (anchor === undefined) return;
    done(...ends(event), event);
    anchor = undefined;
  });
}
