import { VisuallyHidden } from "@mantine/core";
import type { ReactNode } from "react";
import { useSay } from "../../languages/index.ts";
import styles from "./difference-table.module.css";
import type { Difference } from "./facts.ts";
import { ruleSentences } from "./sentences.ts";

interface Props {
  readonly caption: string;
  readonly from: string;
  readonly to: string;
  readonly differences: readonly Difference[];
}

/** What a rule said, and what it says instead, field by field. */
export const DifferenceTable = ({ caption, from, to, differences }: Props): ReactNode => {
  const say = useSay(ruleSentences);
  if (differences.length === 0) return <p className={styles["none"]}>{say("differences.none")}</p>;
  return (
    <table className={styles["table"]}>
      <caption>
        <VisuallyHidden>{caption}</VisuallyHidden>
      </caption>
      <thead>
        <tr>
          <th scope="col">{say("differences.field")}</th>
          <th scope="col">{from}</th>
          <th scope="col">{to}</th>
        </tr>
      </thead>
      <tbody>
        {differences.map((difference) => (
          <tr key={difference.id}>
            <th scope="row">{difference.label}</th>
            <td>
              <del>{difference.from}</del>
            </td>
            <td>
              <ins>{difference.to}</ins>
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  );
};
