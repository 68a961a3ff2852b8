import { Button, Group, Text } from "@mantine/core";
import { notifications } from "@mantine/notifications";
import { type ReactNode, useCallback } from "react";
import { useSay } from "../languages/index.ts";
import { pieceSentences } from "./sentences.ts";

interface Toast {
  readonly text: string;
  /** Takes it back; answers why that failed, or null. */
  readonly undo?: () => Promise<string | null>;
}

/** Says that something was done, for a moment, with a way back where there is one. Faults stay on the page instead. */
export const useToast = () => {
  const say = useSay(pieceSentences);
  return useCallback(
    ({ text, undo }: Toast): void => {
      const id = notifications.show({
        message: undo ? (
          <Undoable
            text={text}
            action={say("undo")}
            onUndo={async () => {
              const problem = await undo();
              notifications.update({
                id,
                message: problem === null ? say("undone") : say("undoFailed", { reason: problem }),
              });
            }}
          />
        ) : (
          text
        ),
        closeButtonProps: { "aria-label": say("close") },
      });
    },
    [say],
  );
};

interface UndoableProps {
  readonly text: string;
  readonly action: string;
  readonly onUndo: () => void;
}

const Undoable = ({ text, action, onUndo }: UndoableProps): ReactNode => (
  <Group justify="space-between" gap="sm" wrap="nowrap">
    <Text size="sm">{text}</Text>
    <Button variant="default" size="compact-sm" flex="none" onClick={onUndo}>
      {action}
    </Button>
  </Group>
);
