import { Skeleton, VisuallyHidden } from "@mantine/core";
import type { ReactNode } from "react";
import { Card } from "../../components/card.tsx";
import layout from "./incident-page.module.css";
import styles from "./skeletons.module.css";

interface Props {
  /** Says what is awaited to people who do not see the shape. */
  readonly label: string;
}

const Awaited = ({ label, children }: Props & { readonly children: ReactNode }): ReactNode => (
  <div className={styles["awaited"]} aria-busy="true">
    <VisuallyHidden role="status">{label}</VisuallyHidden>
    {children}
  </div>
);

/** The shape of an incident's page. */
export const IncidentSkeleton = ({ label }: Props): ReactNode => (
  <Awaited label={label}>
    <div className={layout["page"]}>
      <div className={layout["head"]}>
        <Skeleton height={20} width="8rem" />
        <Skeleton height={35} width="70%" />
        <Skeleton height={38} width="16rem" />
      </div>
      <div className={layout["side"]}>
        <Skeleton height={360} />
      </div>
      <div className={layout["body"]}>
        <Skeleton height={260} />
        <Skeleton height={320} />
      </div>
    </div>
  </Awaited>
);

/** A part of a page that comes after the rest. */
export const SectionSkeleton = ({ label }: Props): ReactNode => (
  <Awaited label={label}>
    <Card>
      <Skeleton height={20} width="40%" />
      <Skeleton height={16} />
      <Skeleton height={16} width="80%" />
    </Card>
  </Awaited>
);
