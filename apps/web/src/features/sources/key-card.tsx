import { Text, Title } from "@mantine/core";
import type { ReactNode } from "react";
import { Card } from "../../components/card.tsx";
import { Copyable } from "../../components/copyable.tsx";
import { useSay } from "../../languages/index.ts";
import { sourceSentences } from "./sentences.ts";

/** A key, shown this once. */
export const KeyCard = ({ secret, until }: { readonly secret: string; readonly until?: string }): ReactNode => {
  const say = useSay(sourceSentences);
  return (
    <Card>
      <Title order={2}>{say("key.title")}</Title>
      <Text>{say("key.once")}</Text>
      <Copyable text={secret} what={say("key")} />
      {until !== undefined && <Text size="sm">{say("key.until", { at: until })}</Text>}
    </Card>
  );
};
