/** A share as a bar. SVG attributes, because the page's policy forbids style attributes. */
export function bar(percent: number): string {
  const width = Math.max(0, Math.min(100, percent)).toFixed(1);
  return `<svg class="bar" viewBox="0 0 100 8" preserveAspectRatio="none" aria-hidden="true"><rect class="bar-track" width="100" height="8"/><rect class="bar-fill" width="${width}" height="8"/></svg>`;
}

/** The head of a column of bars: for who does not see them. */
export const BAR_HEAD = '<th><span class="unseen">as a bar</span></th>';
