import { selection } from "d3-selection";

/**
 * Makes the chart's transitions happen at once. `transitionDuration(0)` leaves several of them to d3's default of 250 ms,
 * and schedules three timers a frame; as a prototype is how d3-transition itself extends selections, it is replaced there.
 */
export function makeTransitionsInstant(): void {
  const itself = function <This>(this: This): This {
    return this;
  };
  Object.assign(selection.prototype, { transition: itself, duration: itself, delay: itself, ease: itself });
}
