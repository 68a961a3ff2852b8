import { Stack, Text } from "@mantine/core";
import type { ReactNode } from "react";
import type { Column } from "../../components/data-table.tsx";
import { Foreign } from "../../components/foreign.tsx";
import { Time } from "../../components/time.tsx";
import { useLanguage, useSay } from "../../languages/index.ts";
import { useTimes } from "../../lib/use-times.ts";
import { differenceOf } from "./difference.ts";
import { kindIn } from "./kinds.ts";
import type { Entry } from "./requests.ts";
import { auditSentences } from "./sentences.ts";

const methods = ["POST", "PUT", "PATCH", "DELETE", "GET"] as const;

/** What the log says of each entry. */
export const useEntryColumns = (): readonly Column<Entry>[] => {
  const say = useSay(auditSentences);
  const times = useTimes();
  return [
    { id: "what", header: say("what"), names: true, cell: (entry) => <What entry={entry} /> },
    { id: "actor", header: say("actor"), cell: ({ actor }) => <Foreign text={actor.name} /> },
    {
      id: "outcome",
      header: say("outcome"),
      tight: true,
      cell: ({ outcome }) => say(`outcome.${outcome}`),
    },
    { id: "time", header: say("time"), cell: ({ at }) => <Time at={at} times={times} /> },
  ];
};

const What = ({ entry: { action, object, before, after } }: { readonly entry: Entry }): ReactNode => {
  const say = useSay(auditSentences);
  const kind = kindIn(object.kind, useLanguage().language);
  const method = methods.find((each) => action.startsWith(`${each} `));
  const count = differenceOf(before, after).length;
  return (
    <Stack gap={2}>
      <span>
        {method !== undefined && `${say(`did.${method}`)}: `}
        <span lang={kind.lang}>{kind.text}</span>
      </span>
      <Text size="sm" c="dimmed" fw={400}>
        <Foreign text={action} />
        {count > 0 && ` · ${say("kept", { count })}`}
      </Text>
    </Stack>
  );
};
