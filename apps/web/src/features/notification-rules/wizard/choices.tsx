import { Button, Group, Stack } from "@mantine/core";
import type { ReactNode } from "react";
import styles from "./choices.module.css";

interface Props {
  readonly id: string;
  readonly legend: string;
  readonly hint?: string;
  readonly error?: string | undefined;
  /** Choices of several at once. */
  readonly quick?: readonly { readonly text: string; readonly onChoose: () => void }[];
  readonly children: ReactNode;
}

/** Boxes or circles that belong together, with their question, what it means, and what is amiss. */
export const Choices = ({ id, legend, hint, error, quick = [], children }: Props): ReactNode => (
  <fieldset
    id={id}
    className={styles["choices"]}
    aria-describedby={[hint && `${id}-hint`, error && `${id}-error`].filter(Boolean).join(" ") || undefined}
  >
    <legend className={styles["legend"]}>{legend}</legend>
    {hint && (
      <p id={`${id}-hint`} className={styles["hint"]}>
        {hint}
      </p>
    )}
    {error && (
      <p id={`${id}-error`} className={styles["error"]}>
        {error}
      </p>
    )}
    <Stack gap="sm">{children}</Stack>
    {quick.length > 0 && (
      <Group gap="xs" mt="sm">
        {quick.map(({ text, onChoose }) => (
          <Button key={text} variant="default" size="compact-sm" onClick={onChoose}>
            {text}
          </Button>
        ))}
      </Group>
    )}
  </fieldset>
);
