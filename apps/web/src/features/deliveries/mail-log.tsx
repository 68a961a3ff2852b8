import { Stack, Text } from "@mantine/core";
import { deliveryStates } from "@tocsin/core/deliveries";
import type { ReactNode } from "react";
import { Answered } from "../../components/answered.tsx";
import { type Column, DataTable } from "../../components/data-table.tsx";
import { EmptyState } from "../../components/empty-state.tsx";
import { Foreign } from "../../components/foreign.tsx";
import { Link } from "../../components/link.tsx";
import { ListNews } from "../../components/list-news.tsx";
import { Pager } from "../../components/pager.tsx";
import { Time } from "../../components/time.tsx";
import { type Say, useSay } from "../../languages/index.ts";
import type { Times } from "../../lib/times.ts";
import { useSteady } from "../../lib/use-steady.ts";
import { useTimes } from "../../lib/use-times.ts";
import type { LogSearch } from "./log-search.ts";
import styles from "./mail-log.module.css";
import { type Delivery, useDeliveries } from "./requests.ts";
import { deliverySentences } from "./sentences.ts";
import { StateLabel } from "./state-label.tsx";

interface Props {
  readonly search: LogSearch;
  readonly text: string;
}

type SayOfLog = Say<keyof (typeof deliverySentences)["en"]>;

/** The mails that were made, newest first, each with what the mail server said last. */
export const MailLog = ({ search, text }: Props): ReactNode => {
  const say = useSay(deliverySentences);
  const times = useTimes();
  const answer = useDeliveries(search, text, true);
  const asked = JSON.stringify([search, text]);
  const { shown, fresh, adopt } = useSteady(asked, answer.value, ({ items }) => items.map(({ id }) => id));
  const { view: _view, ...filters } = search;
  const narrowed = text !== "" || Object.values(filters).some((value) => value !== undefined);
  return (
    <Answered answer={{ ...answer, value: shown }}>
      {({ items, next, totals }) =>
        items.length === 0 ? (
          <EmptyState
            title={say(narrowed ? "empty.filtered" : "empty.mails")}
            text={say(narrowed ? "empty.filteredHelp" : "empty.mailsHelp")}
          />
        ) : (
          <Stack gap="sm">
            <ListNews holds={totalsIn(totals, say)} count={fresh} onShow={adopt} />
            <DataTable
              caption={say("title")}
              columns={columnsIn(say, times)}
              rows={items}
              keyOf={({ id }) => id}
              toneOf={({ state }) => (state === "failed" || state === "inDoubt" ? "fault" : undefined)}
            />
            <Pager cursor={search.cursor} next={next} />
          </Stack>
        )
      }
    </Answered>
  );
};

/** "312 mails: 306 Accepted by the mail server, 2 Failed" */
const totalsIn = (totals: Partial<Record<Delivery["state"], number>>, say: SayOfLog): string => {
  const count = Object.values(totals).reduce((sum, one) => sum + one, 0);
  const parts = deliveryStates.flatMap((state) => {
    const found = totals[state] ?? 0;
    return found === 0 ? [] : [say("totals.of", { count: found, state: say(`short.${state}`) })];
  });
  return `${say("totals", { count })}: ${parts.join(" · ")}`;
};

const columnsIn = (say: SayOfLog, times: Times): readonly Column<Delivery>[] => [
  {
    id: "subject",
    header: say("column.subject"),
    names: true,
    cell: ({ id, subject, address, rules }) => (
      <>
        <Link to="/deliveries/$id" params={{ id }}>
          <Foreign text={subject ?? say("noSubject", { address })} />
        </Link>
        {rules.length > 0 && (
          <Text size="xs" c="dimmed" fw={400}>
            <Foreign text={rules.map(({ name }) => name).join(", ")} />
          </Text>
        )}
      </>
    ),
  },
  {
    id: "state",
    header: say("column.state"),
    cell: ({ state, attemptCount }) => (
      <>
        <StateLabel state={state} />
        {attemptCount > 1 && (
          <Text size="xs" c="dimmed">
            {say("tries", { count: attemptCount })}
          </Text>
        )}
      </>
    ),
  },
  {
    id: "address",
    header: say("column.address"),
    cell: ({ address }) => (
      <span className={styles["address"]}>
        <Foreign text={address} />
      </span>
    ),
  },
  { id: "said", header: say("column.said"), cell: (delivery) => <Foreign text={saidOf(delivery)} /> },
  { id: "at", header: say("column.at"), tight: true, cell: ({ createdAt }) => <Time at={createdAt} times={times} /> },
];

/** The mail server's last words. Capture has none that anybody would look for. */
const saidOf = ({ lastAttempt, reason, state }: Delivery): string =>
  state === "captured" ? "" : (lastAttempt?.outcome?.text ?? reason ?? "");
