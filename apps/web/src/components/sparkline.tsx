import type { ReactNode } from "react";
import styles from "./sparkline.module.css";

const height = 20;

/** Numbers of days in a row as little bars. The words beside it say what they come to, so it is not heard. */
export const Sparkline = ({ values }: { readonly values: readonly number[] }): ReactNode => {
  const most = Math.max(1, ...values);
  return (
    <svg
      viewBox={`0 0 ${values.length} ${height}`}
      preserveAspectRatio="none"
      aria-hidden="true"
      className={styles["line"]}
    >
      {values.map((value, index) => {
        const tall = value === 0 ? 1 : Math.max(3, (value / most) * height);
        return (
          <rect
            key={index}
            x={index + 0.1}
            y={height - tall}
            width={0.8}
            height={tall}
            className={value === 0 ? styles["none"] : styles["bar"]}
          />
        );
      })}
    </svg>
  );
};
