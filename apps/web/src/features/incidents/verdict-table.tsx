import { VisuallyHidden } from "@mantine/core";
import type { ReactNode } from "react";
import { Foreign } from "../../components/foreign.tsx";
import { YesNo } from "../../components/yes-no.tsx";
import { askedIn, conditionIn, foundIn } from "../../lib/phrases.ts";
import type { Reader } from "../../lib/reader.ts";
import type { Decision } from "./explanation.ts";
import styles from "./verdict-table.module.css";

interface Props {
  readonly because: Decision["because"];
  readonly caption: string;
  readonly reader: Reader;
}

/** Each condition with what was asked, what was found, and whether it holds. */
export const VerdictTable = ({ because, caption, reader }: Props): ReactNode => {
  const { table } = reader.sentences.told;
  return (
    <table className={styles["table"]}>
      <caption>
        <VisuallyHidden>{caption}</VisuallyHidden>
      </caption>
      <thead>
        <tr>
          <th scope="col">{table.condition}</th>
          <th scope="col">{table.asked}</th>
          <th scope="col">{table.found}</th>
          <th scope="col">{table.answer}</th>
        </tr>
      </thead>
      <tbody>
        {because.map((verdict, index) => (
          <tr key={index}>
            <th scope="row">
              <Foreign text={conditionIn(verdict.condition, reader)} />
            </th>
            <td data-label={table.asked}>
              <Foreign text={askedIn(verdict, reader)} />
            </td>
            <td data-label={table.found}>
              <Foreign text={foundIn(verdict, reader)} />
            </td>
            <td>
              <YesNo yes={verdict.holds} text={verdict.holds ? table.holds : table.holdsNot} />
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  );
};
