import { Paper, Stack } from "@mantine/core";
import type { ReactNode } from "react";
import styles from "./card.module.css";

/** A sheet of paper on the page, with its contents under each other. */
export const Card = ({ children }: { readonly children: ReactNode }): ReactNode => (
  <Paper className={styles["card"]}>
    <Stack gap="md">{children}</Stack>
  </Paper>
);
