import { Button, Group, Modal, Stack, Text, TextInput } from "@mantine/core";
import { createContext, type ReactNode, useCallback, useContext, useState } from "react";
import { useSay } from "../languages/index.ts";
import { pieceSentences } from "./sentences.ts";

export interface Question {
  /** A question that names the thing: "Delete source Wazuh?" */
  readonly title: string;
  /** What comes of it, and what stays. */
  readonly text: ReactNode;
  /** The verb, as on the button that asked: "Delete". */
  readonly action: string;
  readonly danger?: boolean;
  /** For what cannot be undone and costs much: has to be typed first. */
  readonly typed?: string;
}

type Ask = (question: Question) => Promise<boolean>;

const ConfirmContext = createContext<Ask | null>(null);

/** Asks before something that cannot be undone; answers whether the person said yes. What can be undone is not asked. */
export const useConfirm = (): Ask => {
  const ask = useContext(ConfirmContext);
  if (ask === null) throw new Error("useConfirm stands outside ConfirmProvider");
  return ask;
};

interface Open {
  readonly question: Question;
  readonly answer: (yes: boolean) => void;
}

export const ConfirmProvider = ({ children }: { readonly children: ReactNode }): ReactNode => {
  const [open, setOpen] = useState<Open | null>(null);
  const ask = useCallback<Ask>(
    (question) =>
      new Promise((resolve) => {
        setOpen({
          question,
          answer: (yes) => {
            setOpen(null);
            resolve(yes);
          },
        });
      }),
    [],
  );
  return (
    <ConfirmContext value={ask}>
      {children}
      {open !== null && <ConfirmDialog {...open} />}
    </ConfirmContext>
  );
};

const ConfirmDialog = ({ question, answer }: Open): ReactNode => {
  const say = useSay(pieceSentences);
  const { title, text, action, danger, typed } = question;
  const [entered, setEntered] = useState("");
  const ready = typed === undefined || entered.trim() === typed;
  const submit = () => {
    if (ready) answer(true);
  };
  return (
    <Modal
      opened
      onClose={() => answer(false)}
      title={title}
      closeButtonProps={{ "aria-label": say("close") }}
      centered
    >
      <form
        onSubmit={(event) => {
          event.preventDefault();
          submit();
        }}
      >
        <Stack gap="lg">
          {typeof text === "string" ? <Text>{text}</Text> : text}
          {typed !== undefined && (
            <TextInput
              label={say("confirmTyped", { name: typed })}
              value={entered}
              onChange={(event) => setEntered(event.currentTarget.value)}
              autoComplete="off"
              spellCheck={false}
            />
          )}
          <Group justify="flex-end" gap="sm">
            <Button variant="default" onClick={() => answer(false)} data-autofocus={typed === undefined || undefined}>
              {say("cancel")}
            </Button>
            <Button type="submit" aria-disabled={!ready} {...(danger && { color: "danger" })}>
              {action}
            </Button>
          </Group>
        </Stack>
      </form>
    </Modal>
  );
};
