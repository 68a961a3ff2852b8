import { Fieldset, Stack } from "@mantine/core";
import type { ReactNode } from "react";
import styles from "./field-group.module.css";

interface Props {
  readonly title: string;
  readonly children: ReactNode;
}

/** Fields that belong together, on one sheet, under a title. */
export const FieldGroup = ({ title, children }: Props): ReactNode => (
  <Fieldset
    variant="unstyled"
    className={styles["group"] ?? ""}
    classNames={{ legend: styles["legend"] ?? "" }}
    legend={title}
  >
    <Stack gap="md">{children}</Stack>
  </Fieldset>
);
