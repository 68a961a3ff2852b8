import { Stack, Text } from "@mantine/core";
import type { ReactNode } from "react";
import styles from "./notice.module.css";

interface Props {
  readonly title: string;
  readonly text: ReactNode;
  /** `fault` for what went wrong, `advice` for what is only worth knowing. */
  readonly tone?: "fault" | "advice";
}

/** Something that has to be known before going on. */
export const Notice = ({ title, text, tone = "fault" }: Props): ReactNode => (
  <div role={tone === "fault" ? "alert" : "note"} className={styles["notice"]} data-tone={tone}>
    <Stack gap="xs">
      <Text fw={600}>{title}</Text>
      <Text size="sm">{text}</Text>
    </Stack>
  </div>
);
