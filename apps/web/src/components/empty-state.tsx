import { Text } from "@mantine/core";
import type { ReactNode } from "react";
import { Card } from "./card.tsx";

interface Props {
  /** What is not there, as a sentence. */
  readonly title: string;
  /** What would stand here, and how it comes to. */
  readonly text: ReactNode;
  /** The next thing to do: a button, and at most a link beside it. */
  readonly children?: ReactNode;
}

/** Stands where a list would, and says what to do next. */
export const EmptyState = ({ title, text, children }: Props): ReactNode => (
  <Card>
    <Text fw={600}>{title}</Text>
    <Text>{text}</Text>
    {children !== undefined && <div>{children}</div>}
  </Card>
);
