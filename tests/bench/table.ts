import type { Figure } from "./parts.ts";

/** A Markdown table of the figures of each contender and, of two, the ratio of the first to the second. */
export const tableOf = (names: readonly string[], figures: readonly (readonly Figure[])[]): string => {
  const compared = names.length > 1;
  const head = ["", ...names, ...(compared ? [`${names[0]} / ${names[1]}`] : [])];
  const labels = [...new Set(figures.flatMap((column) => column.map(({ name }) => name)))];
  const rows = labels.map((label) => {
    const cells = figures.map((column) => column.find(({ name }) => name === label));
    const texts = cells.map((cell) => cell?.text ?? "");
    return [label, ...texts, ...(compared ? [ratioOf(cells[0]?.value, cells[1]?.value)] : [])];
  });
  return aligned([head, head.map(() => "---"), ...rows]);
};

const ratioOf = (a: number | undefined, b: number | undefined): string =>
  a === undefined || b === undefined || b === 0 ? "" : (a / b).toFixed(2);

const aligned = (rows: readonly (readonly string[])[]): string => {
  const widths = (rows[0] ?? []).map((_, column) => Math.max(...rows.map((row) => row[column]?.length ?? 0)));
  const line = (row: readonly string[]) => row.map((cell, column) => cell.padEnd(widths[column] ?? 0)).join(" | ");
  return rows.map((row) => `| ${line(row)} |`).join("\n");
};
