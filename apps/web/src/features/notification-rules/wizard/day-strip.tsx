import { VisuallyHidden } from "@mantine/core";
import type { ReactNode } from "react";
import { localeTags, useLanguage, useSay } from "../../../languages/index.ts";
import { ruleSentences } from "../sentences.ts";
import styles from "./day-strip.module.css";

interface Day {
  readonly day: string;
  readonly incidents: number;
  readonly mails: number;
}

const height = 64;
const gap = 0.25;

/** Mails a day as bars, and the same as a table for people who cannot see them or want the numbers. */
export const DayStrip = ({ days }: { readonly days: readonly Day[] }): ReactNode => {
  const say = useSay(ruleSentences);
  const { language } = useLanguage();
  const most = Math.max(1, ...days.map(({ mails }) => mails));
  const dayText = (day: string) =>
    new Intl.DateTimeFormat(localeTags[language], { day: "numeric", month: "short", timeZone: "UTC" }).format(
      new Date(day),
    );
  return (
    <figure className={styles["strip"]}>
      <svg
        viewBox={`0 0 ${days.length} ${height}`}
        preserveAspectRatio="none"
        aria-hidden="true"
        className={styles["bars"]}
      >
        {days.map(({ day, mails }, index) => {
          const tall = mails === 0 ? 1.5 : Math.max(4, (mails / most) * height);
          return (
            <rect
              key={day}
              x={index + gap / 2}
              y={height - tall}
              width={1 - gap}
              height={tall}
              className={mails === 0 ? styles["none"] : styles["bar"]}
            >
              <title>{say("strip.day", { day: dayText(day), mails })}</title>
            </rect>
          );
        })}
      </svg>
      <div className={styles["ends"]} aria-hidden="true">
        <span>{dayText(days[0]?.day ?? "")}</span>
        <span>{say("strip.most", { most })}</span>
        <span>{dayText(days.at(-1)?.day ?? "")}</span>
      </div>
      <details className={styles["details"]}>
        <summary>{say("strip.table")}</summary>
        <table className={styles["table"]}>
          <caption>
            <VisuallyHidden>{say("strip.table")}</VisuallyHidden>
          </caption>
          <thead>
            <tr>
              <th scope="col">{say("strip.column.day")}</th>
              <th scope="col">{say("strip.column.incidents")}</th>
              <th scope="col">{say("strip.column.mails")}</th>
            </tr>
          </thead>
          <tbody>
            {days
              .filter(({ incidents }) => incidents > 0)
              .map(({ day, incidents, mails }) => (
                <tr key={day}>
                  <th scope="row">{dayText(day)}</th>
                  <td>{incidents}</td>
                  <td>{mails}</td>
                </tr>
              ))}
          </tbody>
        </table>
      </details>
    </figure>
  );
};
