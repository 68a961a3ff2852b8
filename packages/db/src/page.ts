import type { Page } from "@tocsin/core/kernel";

/**
 * Cuts a page out of one row more than it holds. A cursor is the sort key of the page's last item, so that rows which
 * come in between move nothing.
 */
export const pageOf = <Row, Item>(
  rows: readonly Row[],
  limit: number,
  toItem: (row: Row) => Item,
  cursorOf: (row: Row) => string,
): Page<Item> => {
  const last = rows.length > limit ? rows[limit - 1] : undefined;
  return { items: rows.slice(0, limit).map(toItem), next: last === undefined ? null : cursorOf(last) };
};
