// A table is plain data: a section makes it, this prints it. All columns but the first two are figures, to the right.
import { median } from "./statistics.mjs";

const TEXT_COLUMNS = 2;

/** @param table `{ title, columns, rows, notes }`; a row may have fewer cells than there are columns */
export function printTable({ title, columns, rows, notes = [] }) {
  // A row that failed ends with a sentence, which is not to widen its column.
  const whole = rows.filter((row) => row.length > TEXT_COLUMNS);
  const widths = columns.map((column, i) => Math.max(column.length, ...whole.map((row) => (row[i] ?? "").length)));
  const line = (cells) =>
    cells.map((cell, i) => (i < TEXT_COLUMNS ? cell.padEnd(widths[i]) : cell.padStart(widths[i]))).join("  ");
  console.log(`\n${title}`);
  for (const cells of [columns, widths.map((width) => "-".repeat(width)), ...rows]) console.log(line(cells).trimEnd());
  for (const note of notes) console.log(`  ${note}`);
}

/** The row of something that could not be measured, and why. */
export function failedRow(name, why) {
  return [name, `not measured: ${why}`];
}

/** @returns two cells: the median, and from which to which value it went */
export function spread(values, digits) {
  if (values.length === 0) return ["–", "–"];
  const text = (value) => value.toFixed(digits);
  return [text(median(values)), `${text(Math.min(...values))}–${text(Math.max(...values))}`];
}
