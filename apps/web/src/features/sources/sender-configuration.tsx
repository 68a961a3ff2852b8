import { Stack, Text } from "@mantine/core";
import type { ReactNode } from "react";
import { Copyable } from "../../components/copyable.tsx";
import { useSay } from "../../languages/index.ts";
import { configurationFor } from "./commands.ts";
import type { Kind } from "./kinds.ts";
import { sourceSentences } from "./sentences.ts";

interface Props {
  readonly configurations: Kind["connect"];
  /** Null where it is no longer known. */
  readonly secret: string | null;
}

/** What has to be set in the product that sends, as the kind says it, ready to be copied. */
export const SenderConfiguration = ({ configurations, secret }: Props): ReactNode => {
  const say = useSay(sourceSentences);
  const here = (text: string) => configurationFor(text, window.location.origin, secret);
  return (
    <Stack gap="sm">
      {configurations.length > 0 && <Text>{say("connect.sender")}</Text>}
      {configurations.map(({ where, text }) => (
        <Stack key={where} gap={4}>
          <Text size="sm" lang="en">
            {here(where)}
          </Text>
          <Copyable text={here(text)} what={say("connect.configuration")} />
        </Stack>
      ))}
    </Stack>
  );
};
