import type { ReactNode } from "react";
import type { Times } from "../lib/times.ts";
import styles from "./time.module.css";

interface Props {
  readonly at: string;
  readonly times: Times;
}

/** A moment in the reader's zone, with the seconds for who asks. */
export const Time = ({ at, times }: Props): ReactNode => (
  <time dateTime={at} title={times.full(at)} className={styles["time"]}>
    {times.short(at)}
  </time>
);
