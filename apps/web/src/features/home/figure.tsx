import { Paper } from "@mantine/core";
import type { ReactNode } from "react";
import { Link } from "../../components/link.tsx";
import type { Answer } from "../../lib/api.ts";
import styles from "./figure.module.css";

interface Props<Value> {
  readonly answer: Answer<Value>;
  readonly of: (value: Value) => string;
  readonly label: string;
  /** What the queue is narrowed to by whoever asks which ones. */
  readonly search: { readonly severity?: string; readonly told?: "nobody"; readonly assigned?: string };
  readonly alarming?: (value: Value) => boolean;
}

/** A number with what it counts, which leads to just those. A dash stands for one that is not known. */
export const Figure = <Value,>({ answer, of, label, search, alarming }: Props<Value>): ReactNode => {
  const { value } = answer;
  return (
    <Paper className={styles["figure"]} data-alarming={value !== null && alarming?.(value)}>
      <Link to="/incidents" search={search} className={styles["link"] ?? ""}>
        <span className={styles["number"]}>{value === null ? "–" : of(value)}</span>
        <span>{label}</span>
      </Link>
    </Paper>
  );
};
