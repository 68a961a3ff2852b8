import { Stack } from "@mantine/core";
import type { ReactNode } from "react";
import { Answered } from "../../components/answered.tsx";
import { type Column, DataTable } from "../../components/data-table.tsx";
import { EmptyState } from "../../components/empty-state.tsx";
import { Foreign } from "../../components/foreign.tsx";
import { Link } from "../../components/link.tsx";
import { Pager } from "../../components/pager.tsx";
import { Time } from "../../components/time.tsx";
import { useLanguage, useSay } from "../../languages/index.ts";
import { failureIn, reasonIn } from "../../lib/phrases.ts";
import type { Reader } from "../../lib/reader.ts";
import { useReaderSentences } from "../../lib/use-reader-sentences.ts";
import { useTimes } from "../../lib/use-times.ts";
import type { LogSearch } from "./log-search.ts";
import { type DecisionListed, useDecisions } from "./requests.ts";
import { deliverySentences } from "./sentences.ts";

/** What rules answered, newest change first: unless asked otherwise, why nobody was told. */
export const DecisionList = ({ search }: { readonly search: LogSearch }): ReactNode => {
  const say = useSay(deliverySentences);
  const sentences = useReaderSentences();
  const times = useTimes();
  const reader: Reader = { language: useLanguage().language, sentences, times, sourceName: () => null };
  const answer = useDecisions(search, true);
  const narrowed = [search.outcome, search.rule, search.incident, search.range, search.cursor].some(Boolean);
  const columns: readonly Column<DecisionListed>[] = [
    {
      id: "at",
      header: say("column.decided"),
      cell: ({ change }) => <Time at={change.at} times={times} />,
    },
    {
      id: "incident",
      header: say("column.incident"),
      names: true,
      cell: ({ incident }) => (
        <Link to="/incidents/$id" params={{ id: incident.id }} hash="told">
          {incident.number} <Foreign text={incident.title} otherwise={sentences.incident.untitled} />
        </Link>
      ),
    },
    {
      id: "change",
      header: say("column.change"),
      cell: ({ change }) =>
        say("changeOf", {
          seq: change.seq,
          kinds: change.kinds.map((kind) => sentences.words.change[kind]).join(", "),
        }),
    },
    { id: "rule", header: say("column.rule"), cell: ({ rule }) => <Foreign text={rule.name} /> },
    {
      id: "decision",
      header: say("column.decision"),
      cell: ({ decision }) => say(`outcome.${decision.outcome}`),
    },
    {
      id: "reason",
      header: say("column.reason"),
      roomy: true,
      cell: ({ decision }) => <Foreign text={reasonsOf(decision, reader)} />,
    },
  ];
  return (
    <Answered answer={answer}>
      {({ items, next }) =>
        items.length === 0 ? (
          <EmptyState
            title={say(narrowed ? "empty.filtered" : "empty.decisions")}
            text={say(narrowed ? "empty.filteredHelp" : "empty.decisionsHelp")}
          />
        ) : (
          <Stack gap="sm">
            <DataTable
              caption={say("view.decisions")}
              columns={columns}
              rows={items}
              keyOf={({ change, rule }) => `${change.id} ${rule.id}`}
            />
            <Pager cursor={search.cursor} next={next} />
          </Stack>
        )
      }
    </Answered>
  );
};

/** What did not hold; of a match, why each address was told or not. */
const reasonsOf = ({ outcome, because, recipients }: DecisionListed["decision"], reader: Reader): string => {
  if (outcome === "no") {
    return because
      .filter(({ holds }) => !holds)
      .map((verdict) => failureIn(verdict, reader))
      .join(" · ");
  }
  return recipients.map(({ address, reason }) => `${address}: ${reasonIn(reason, reader)}`).join(" · ");
};
