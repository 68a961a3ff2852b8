import { Skeleton, VisuallyHidden } from "@mantine/core";
import type { ReactNode } from "react";
import { Card } from "./card.tsx";
import styles from "./pending.module.css";

/** The shape of a page whose answer is awaited; it shows only when the answer takes longer than a blink. */
export const Pending = ({ label }: { readonly label: string }): ReactNode => (
  <div className={styles["pending"]} aria-busy="true">
    <VisuallyHidden role="status">{label}</VisuallyHidden>
    <Card>
      <Skeleton height={30} width="55%" />
      <Skeleton height={16} />
      <Skeleton height={16} width="80%" />
    </Card>
  </div>
);

/** The shape of a list whose rows are awaited. */
export const ListPending = ({ label }: { readonly label: string }): ReactNode => (
  <div className={styles["pending"]} aria-busy="true">
    <VisuallyHidden role="status">{label}</VisuallyHidden>
    <Card>
      {["100%", "92%", "96%", "88%", "94%"].map((width) => (
        <Skeleton key={width} height={16} width={width} />
      ))}
    </Card>
  </div>
);
