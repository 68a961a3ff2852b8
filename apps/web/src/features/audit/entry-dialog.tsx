import { Modal, Stack, Text, Title } from "@mantine/core";
import { isVerb } from "@tocsin/core/access";
import type { RefusalKind } from "@tocsin/core/kernel";
import type { ReactNode } from "react";
import { type Column, DataTable } from "../../components/data-table.tsx";
import { FactList } from "../../components/fact-list.tsx";
import { Foreign } from "../../components/foreign.tsx";
import { Time } from "../../components/time.tsx";
import { useLanguage, useSay } from "../../languages/index.ts";
import { rightSentences } from "../../languages/rights/sentences.ts";
import { useApiWords } from "../../lib/use-api-words.ts";
import { useTimes } from "../../lib/use-times.ts";
import { differenceOf, type FieldDifference } from "./difference.ts";
import { kindIn } from "./kinds.ts";
import type { Entry } from "./requests.ts";
import { auditSentences } from "./sentences.ts";

interface Props {
  readonly entry: Entry;
  readonly onClose: () => void;
}

/** Everything that an entry keeps, with what was different afterwards. */
export const EntryDialog = ({ entry, onClose }: Props): ReactNode => {
  const say = useSay(auditSentences);
  return (
    <Modal
      opened
      onClose={onClose}
      size="xl"
      title={say("entry", { seq: String(entry.seq) })}
      closeButtonProps={{ "aria-label": say("close") }}
    >
      <Stack gap="lg">
        <Facts entry={entry} />
        <Difference entry={entry} />
      </Stack>
    </Modal>
  );
};

const Facts = ({ entry }: { readonly entry: Entry }): ReactNode => {
  const say = useSay(auditSentences);
  const sayRight = useSay(rightSentences);
  const times = useTimes();
  const { refusal } = useApiWords();
  const { at, actor, action, object, right, denied, requestId, hash, previousHash } = entry;
  const kind = kindIn(object.kind, useLanguage().language).text;
  const why = denied && refusal(refusalOf(denied));
  return (
    <FactList
      facts={[
        [say("time"), <Time key="at" at={at} times={times} />],
        [say("actor"), <Foreign key="actor" text={actor.name} />],
        [say("done"), <Foreign key="action" text={action} />],
        [say("on"), <Foreign key="on" text={object.id === null ? kind : `${kind} ${object.id}`} />],
        [say("right"), right !== null && isVerb(right) ? sayRight(right) : say("right.none")],
        ...(denied === null || why === null
          ? []
          : [
              [
                say("because"),
                <span key="why" lang={why.lang}>
                  {why.text}
                </span>,
              ] as const,
            ]),
        [say("request"), <Foreign key="request" text={requestId ?? ""} />],
        [say("hash"), <Foreign key="hash" text={hash} />],
        [say("previous"), <Foreign key="previous" text={previousHash} />],
      ]}
    />
  );
};

/** What was refused is kept in English; the right that was missing says the same in every language. */
const refusalOf = ({ missing, because }: NonNullable<Entry["denied"]>) => ({
  detail: because,
  ...(missing !== null && { reason: { kind: "rightNeeded" satisfies RefusalKind, values: { right: missing } } }),
});

const Difference = ({ entry: { before, after } }: { readonly entry: Entry }): ReactNode => {
  const say = useSay(auditSentences);
  const rows = differenceOf(before, after);
  const side = (text: string | undefined) =>
    text === undefined || text === "" ? (
      <Text size="sm" c="dimmed">
        {say("nothing")}
      </Text>
    ) : (
      <Foreign text={text} />
    );
  const columns: readonly Column<FieldDifference>[] = [
    { id: "field", header: say("field"), names: true, cell: ({ field }) => <Foreign text={field} /> },
    { id: "before", header: say("before"), cell: (row) => side(row.before) },
    { id: "after", header: say("after"), cell: (row) => side(row.after) },
  ];
  if (rows.length === 0) return <Text>{say("noDifference")}</Text>;
  return (
    <Stack gap="xs">
      <Title order={3}>{say("difference")}</Title>
      <DataTable caption={say("difference")} columns={columns} rows={rows} keyOf={({ field }) => field} />
    </Stack>
  );
};
