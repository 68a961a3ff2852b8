import { SegmentedControl, Stack, Text, Title } from "@mantine/core";
import { sourceResponseSchema } from "@tocsin/core/sources";
import { type ReactNode, useState } from "react";
import type { z } from "zod";
import { Card } from "../../components/card.tsx";
import { Copyable } from "../../components/copyable.tsx";
import { Link } from "../../components/link.tsx";
import { Time } from "../../components/time.tsx";
import { useSay } from "../../languages/index.ts";
import { useAnswer } from "../../lib/api.ts";
import { useTimes } from "../../lib/use-times.ts";
import { commandsFor } from "./commands.ts";
import type { Kind } from "./kinds.ts";
import { SenderConfiguration } from "./sender-configuration.tsx";
import { sourceSentences } from "./sentences.ts";

interface Props {
  readonly source: z.output<typeof sourceResponseSchema>;
  /** Undefined while it is not known. */
  readonly kind: Kind | undefined;
  /** Null where it is no longer known. */
  readonly secret: string | null;
}

type Shell = "curl" | "powershell";

/** How the system is connected, what to paste to try it, and whether something came. */
export const ConnectCard = ({ source, kind, secret }: Props): ReactNode => {
  const say = useSay(sourceSentences);
  const [shell, setShell] = useState<Shell>("curl");
  const [now] = useState(() => new Date());
  const commands = commandsFor(window.location.origin, secret, now);
  return (
    <Card>
      <Title order={2}>{say("connect.title")}</Title>
      <Text>{say("connect.help")}</Text>
      <Copyable text={commands.url} what={say("connect.address")} />
      {source.kind === "generic" ? (
        <Stack gap="sm">
          <Text size="sm">{say("connect.generic")}</Text>
          <SegmentedControl
            aria-label={say("connect.shell")}
            value={shell}
            onChange={(next) => setShell(next as Shell)}
            data={[
              { value: "curl", label: say("connect.curl") },
              { value: "powershell", label: say("connect.powershell") },
            ]}
          />
          <Copyable text={commands[shell]} what={say(`connect.${shell}`)} />
        </Stack>
      ) : (
        <SenderConfiguration configurations={kind?.connect ?? []} secret={secret} />
      )}
      <Text size="sm">{say("connect.docs", { kind: source.kind })}</Text>
      <FirstEvent id={source.id} />
    </Card>
  );
};

const lookEveryMs = 2_000;

/** Says when something has come, without anybody pressing a button. */
const FirstEvent = ({ id }: { readonly id: string }): ReactNode => {
  const say = useSay(sourceSentences);
  const times = useTimes();
  const { value } = useAnswer(`/api/v1/sources/${id}`, sourceResponseSchema, { everyMs: lookEveryMs });
  const at = value?.lastReceivedAt ?? null;
  return (
    <div role="status">
      {at === null ? (
        <Text c="dimmed">{say("first.waiting")}</Text>
      ) : (
        <Stack gap="xs">
          <Text>{say.rich("first.there", { at: <Time at={at} times={times} /> })}</Text>
          <Link to="/incidents">{say("first.incidents")}</Link>
        </Stack>
      )}
    </div>
  );
};
