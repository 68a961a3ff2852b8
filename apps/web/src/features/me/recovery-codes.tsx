import { Button, Group, Modal, Stack, Text } from "@mantine/core";
import type { ReactNode } from "react";
import { CodeLine } from "../../components/code-line.tsx";
import { CopyButton } from "../../components/copy-button.tsx";
import { useSay } from "../../languages/index.ts";
import { meSentences } from "./sentences.ts";

interface Props {
  readonly codes: readonly string[];
  readonly onClose: () => void;
}

/** Recovery codes, shown this once. A click beside the dialog does not lose them. */
export const RecoveryCodesDialog = ({ codes, onClose }: Props): ReactNode => {
  const say = useSay(meSentences);
  const text = codes.join("\n");
  return (
    <Modal
      opened
      onClose={onClose}
      title={say("factor.codesTitle")}
      closeOnClickOutside={false}
      closeOnEscape={false}
      withCloseButton={false}
    >
      <Stack gap="md">
        <Text size="sm">{say("factor.codesHelp")}</Text>
        <CodeLine text={text} />
        <Group gap="sm">
          <CopyButton text={text} what={say("factor.codesName")} />
          <Button
            component="a"
            variant="default"
            size="compact-sm"
            href={`data:text/plain;charset=utf-8,${encodeURIComponent(text)}`}
            download={say("factor.file")}
          >
            {say("factor.download")}
          </Button>
        </Group>
        <div>
          <Button onClick={onClose} data-autofocus>
            {say("factor.kept")}
          </Button>
        </div>
      </Stack>
    </Modal>
  );
};
