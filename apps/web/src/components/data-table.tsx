import { VisuallyHidden } from "@mantine/core";
import type { ReactNode } from "react";
import { useSay } from "../languages/index.ts";
import styles from "./data-table.module.css";
import { AscendingIcon, DescendingIcon, SortableIcon } from "./icons.ts";
import { moveByRows } from "./row-keys.ts";
import { pieceSentences } from "./sentences.ts";

export interface Column<Row> {
  readonly id: string;
  readonly header: string;
  readonly cell: (row: Row) => ReactNode;
  /** The cell that names its row, and holds the link to it. One column of a table has it. */
  readonly names?: boolean;
  /** Whether the list can be sorted by it: its `id` is what goes into the address. */
  readonly sorts?: boolean;
  /** Figures stand on the right. */
  readonly figures?: boolean;
  /** No wider than its widest cell. */
  readonly tight?: boolean;
  /** Sentences stand in it, which want room beside columns of single words. */
  readonly roomy?: boolean;
  /** On a phone the cell goes without its header: it says itself what it is. */
  readonly bare?: boolean;
}

/** `name` upwards, `-name` downwards. */
export type Sort = string;

interface Props<Row> {
  /** What the table lists; heard, not seen. */
  readonly caption: string;
  readonly columns: readonly Column<Row>[];
  readonly rows: readonly Row[];
  readonly keyOf: (row: Row) => string;
  readonly sort?: Sort;
  readonly onSort?: (sort: Sort) => void;
  /** The menu or buttons at a row's end; they name their row for people who hear them. */
  readonly actions?: (row: Row) => ReactNode;
  /** Rows are on their way in place of those that are shown. */
  readonly busy?: boolean;
  /** A row that asks for attention, or is off. */
  readonly toneOf?: (row: Row) => "fault" | "quiet" | undefined;
}

/** A list as a real table; on a phone each row is a card with the same order of information. */
export const DataTable = <Row,>(props: Props<Row>): ReactNode => {
  const { caption, columns, rows, keyOf, actions, busy = false, toneOf } = props;
  const say = useSay(pieceSentences);
  return (
    <section
      className={styles["scroll"]}
      aria-label={say("table.region", { caption })}
      aria-keyshortcuts="j k"
      // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls sideways has to be reached by keyboard
      tabIndex={0}
      onKeyDown={moveByRows}
    >
      <table className={styles["table"]} aria-busy={busy}>
        <caption>
          <VisuallyHidden>{caption}</VisuallyHidden>
        </caption>
        <thead>
          <tr>
            {columns.map((column) => (
              <HeaderCell key={column.id} column={column} {...props} />
            ))}
            {actions && (
              <th scope="col" className={styles["actions"]}>
                <VisuallyHidden>{say("table.actions")}</VisuallyHidden>
              </th>
            )}
          </tr>
        </thead>
        <tbody>
          {rows.map((row) => (
            <tr key={keyOf(row)} data-tone={toneOf?.(row)}>
              {columns.map((column) => (
                <BodyCell key={column.id} column={column} row={row} />
              ))}
              {actions && <td className={styles["actions"]}>{actions(row)}</td>}
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  );
};

const classOf = <Row,>({ figures, tight, roomy }: Column<Row>): string =>
  [figures && styles["figures"], tight && styles["tight"], roomy && styles["roomy"]].filter(Boolean).join(" ");

const BodyCell = <Row,>({ column, row }: { readonly column: Column<Row>; readonly row: Row }): ReactNode => {
  const content = column.cell(row);
  if (column.names) {
    return (
      <th scope="row" className={`${styles["names"]} ${classOf(column)}`}>
        {content}
      </th>
    );
  }
  return (
    <td className={classOf(column)} {...(!column.bare && { "data-header": column.header })}>
      <div>{content}</div>
    </td>
  );
};

interface HeaderCellProps<Row> extends Props<Row> {
  readonly column: Column<Row>;
}

const HeaderCell = <Row,>({ column, sort, onSort }: HeaderCellProps<Row>): ReactNode => {
  const say = useSay(pieceSentences);
  if (!column.sorts || onSort === undefined) {
    return (
      <th scope="col" className={classOf(column)}>
        {column.header}
      </th>
    );
  }
  const direction = sort === column.id ? "ascending" : sort === `-${column.id}` ? "descending" : undefined;
  const Icon = direction === "ascending" ? AscendingIcon : direction === "descending" ? DescendingIcon : SortableIcon;
  return (
    <th scope="col" className={classOf(column)} aria-sort={direction}>
      <button
        type="button"
        className={styles["sort"]}
        title={say("table.sortable", { column: column.header })}
        onClick={() => onSort(direction === "ascending" ? `-${column.id}` : column.id)}
      >
        {column.header}
        <Icon size={14} />
      </button>
    </th>
  );
};
