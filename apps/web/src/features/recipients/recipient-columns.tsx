import { Stack, Text } from "@mantine/core";
import type { ReactNode } from "react";
import type { Column } from "../../components/data-table.tsx";
import { Foreign } from "../../components/foreign.tsx";
import { Time } from "../../components/time.tsx";
import { useSay } from "../../languages/index.ts";
import { useTimes } from "../../lib/use-times.ts";
import type { Recipient } from "./recipient.ts";
import { recipientSentences } from "./sentences.ts";

/** What the list says of each recipient. */
export const useRecipientColumns = (): readonly Column<Recipient>[] => {
  const say = useSay(recipientSentences);
  const times = useTimes();
  return [
    { id: "address", header: say("address"), names: true, cell: (recipient) => <Address recipient={recipient} /> },
    {
      id: "locale",
      header: say("locale"),
      tight: true,
      cell: ({ locale }) => say(locale === "nl" ? "locale.nl" : "locale.en"),
    },
    { id: "timeZone", header: say("timeZone"), cell: ({ timeZone }) => timeZone.replaceAll("_", " ") },
    {
      id: "rules",
      header: say("rules"),
      cell: ({ rules }) =>
        rules.length === 0 ? (
          <Text size="sm" c="dimmed">
            {say("rules.none")}
          </Text>
        ) : (
          <Stack gap={2}>
            {rules.map(({ id, name }) => (
              <Foreign key={id} text={name} />
            ))}
          </Stack>
        ),
    },
    {
      id: "lastMail",
      header: say("lastMail"),
      cell: ({ lastMailAt, trouble }) => (
        <Stack gap={2}>
          {lastMailAt === null ? say("never") : <Time at={lastMailAt} times={times} />}
          {trouble !== null && (
            <Text size="sm" c="var(--mantine-color-error)">
              {say.rich("trouble", { reason: <Foreign text={trouble.reason} /> })}
            </Text>
          )}
        </Stack>
      ),
    },
  ];
};

const Address = ({ recipient }: { readonly recipient: Recipient }): ReactNode => {
  const say = useSay(recipientSentences);
  const { address, user, required } = recipient;
  return (
    <Stack gap={2}>
      <Foreign text={address} />
      {user !== null && (
        <Text size="sm" c="dimmed">
          {say.rich("user", { name: <Foreign text={user} /> })}
        </Text>
      )}
      {required && (
        <Text size="sm" c="dimmed">
          {say("required.yes")}
        </Text>
      )}
    </Stack>
  );
};
