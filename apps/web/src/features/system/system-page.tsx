import { SimpleGrid, Stack, Text, Title } from "@mantine/core";
import { systemResponseSchema } from "@tocsin/core/system";
import type { ReactNode } from "react";
import type { z } from "zod";
import { Answered } from "../../components/answered.tsx";
import { Card } from "../../components/card.tsx";
import { Copyable } from "../../components/copyable.tsx";
import { DataTable } from "../../components/data-table.tsx";
import { FactList } from "../../components/fact-list.tsx";
import { Foreign } from "../../components/foreign.tsx";
import { PageTitle } from "../../components/page-title.tsx";
import { Time } from "../../components/time.tsx";
import { YesNo } from "../../components/yes-no.tsx";
import { useLanguage, useSay } from "../../languages/index.ts";
import { useAnswer } from "../../lib/api.ts";
import { useTimes } from "../../lib/use-times.ts";
import { AllClearCard } from "./all-clear-card.tsx";
import { systemSentences } from "./sentences.ts";

type System = z.output<typeof systemResponseSchema>;

/** Whether everything runs, said in words first and in numbers then. */
export const SystemPage = (): ReactNode => {
  const say = useSay(systemSentences);
  const answer = useAnswer("/api/v1/system", systemResponseSchema, { everyMs: 5_000 });
  return (
    <Stack gap="lg">
      <PageTitle text={say("title")} />
      <Answered answer={answer}>
        {(system) => (
          <>
            <Verdict system={system} />
            <SimpleGrid cols={{ base: 1, sm: 2 }} spacing="lg">
              <Queue system={system} />
              <MailFacts system={system} />
            </SimpleGrid>
            <Workers system={system} />
            <Sources system={system} />
            <AllClearCard />
            <Storage system={system} />
          </>
        )}
      </Answered>
    </Stack>
  );
};

interface Props {
  readonly system: System;
}

const Verdict = ({ system: { workers, queue, mail, reconciliation } }: Props): ReactNode => {
  const say = useSay(systemSentences);
  const times = useTimes();
  const working = workers.filter(({ state }) => state === "working");
  const [first] = working;
  const ills = [
    ...(first === undefined ? [say("ill.nobody")] : []),
    ...(working.some(({ problem }) => problem !== null) ? [say("ill.problem")] : []),
    ...(queue.oldestDueAt !== null && isLate(queue.oldestDueAt)
      ? [say("ill.late", { at: times.short(queue.oldestDueAt) })]
      : []),
    ...(mail.failingSince === null ? [] : [say("ill.failing", { at: times.short(mail.failingSince) })]),
    ...(reconciliation.missing > 0 ? [say("ill.missing", { count: reconciliation.missing })] : []),
    ...(reconciliation.surplus > 0 ? [say("ill.surplus", { count: reconciliation.surplus })] : []),
    ...(mail.failed > 0 ? [say("ill.failed", { count: mail.failed })] : []),
  ];
  const wells = first?.carrier.kind === "capture" ? [say("well.kept")] : [say("well.mail"), say("well.failed")];
  return (
    <Card>
      <div role="status">
        <Stack gap="xs">
          {(ills.length > 0 ? ills : wells).map((text) => (
            <YesNo key={text} yes={ills.length === 0} text={text} />
          ))}
        </Stack>
      </div>
    </Card>
  );
};

const lateAfterMs = 60_000;
const isLate = (dueAt: string): boolean => Date.now() - Date.parse(dueAt) > lateAfterMs;

const Queue = ({ system: { queue } }: Props): ReactNode => {
  const say = useSay(systemSentences);
  const times = useTimes();
  const driver = queue.driver === "embedded" ? say("driver.embedded") : say("driver.redis");
  return (
    <Card>
      <Title order={2}>{say("queue")}</Title>
      <FactList
        facts={[
          ...(["waiting", "sending", "held", "inDoubt", "failed"] as const).map(
            (name) => [say(name), queue[name]] as const,
          ),
          [say("oldest"), queue.oldestDueAt === null ? say("none") : <Time at={queue.oldestDueAt} times={times} />],
          [say("driver"), `${driver} (${queue.status})`],
          ...(queue.driver === "embedded" ? [[say("jobs"), queue.jobs] as const] : []),
        ]}
      />
    </Card>
  );
};

const MailFacts = ({ system: { mail, reconciliation } }: Props): ReactNode => {
  const say = useSay(systemSentences);
  const times = useTimes();
  return (
    <Card>
      <Title order={2}>{say("mail")}</Title>
      <FactList
        facts={[
          [say("sent"), mail.sent],
          [say("captured"), mail.captured],
          [say("failed"), mail.failed],
          [
            say("compared"),
            reconciliation.checkedAt === null ? say("never") : <Time at={reconciliation.checkedAt} times={times} />,
          ],
          [say("lastSent"), mail.lastSentAt === null ? say("never") : <Time at={mail.lastSentAt} times={times} />],
          [
            say("lastTrouble"),
            mail.lastTrouble === null ? (
              say("none")
            ) : (
              <>
                <Time at={mail.lastTrouble.at} times={times} />
                <br />
                <Foreign text={mail.lastTrouble.said} />
              </>
            ),
          ],
        ]}
      />
    </Card>
  );
};

const Workers = ({ system: { workers } }: Props): ReactNode => {
  const say = useSay(systemSentences);
  const times = useTimes();
  if (workers.length === 0) return null;
  return (
    <Stack gap="sm">
      <Title order={2}>{say("workers")}</Title>
      <DataTable
        caption={say("workers")}
        columns={[
          { id: "name", header: say("worker"), names: true, cell: ({ name }) => <Foreign text={name} /> },
          {
            id: "state",
            header: say("state"),
            cell: ({ state }) => <YesNo yes={state === "working"} text={say(`state.${state}`)} />,
          },
          { id: "seen", header: say("seen"), cell: ({ seenAt }) => <Time at={seenAt} times={times} /> },
          {
            id: "carries",
            header: say("carries"),
            cell: ({ carrier }) => <Foreign text={`${carrier.kind}: ${carrier.destination}`} />,
          },
          { id: "version", header: say("version"), cell: ({ version }) => version },
        ]}
        rows={workers}
        keyOf={({ id }) => id}
        toneOf={({ state }) => (state === "silent" ? "fault" : undefined)}
      />
    </Stack>
  );
};

const Sources = ({ system: { sources } }: Props): ReactNode => {
  const say = useSay(systemSentences);
  const times = useTimes();
  return (
    <Stack gap="sm">
      <Title order={2}>{say("sources")}</Title>
      {sources.length === 0 ? (
        <Text>{say("noSources")}</Text>
      ) : (
        <DataTable
          caption={say("sources")}
          columns={[
            { id: "name", header: say("source"), names: true, cell: ({ name }) => <Foreign text={name} /> },
            {
              id: "last",
              header: say("lastEvent"),
              cell: ({ lastReceivedAt }) =>
                lastReceivedAt === null ? say("never") : <Time at={lastReceivedAt} times={times} />,
            },
            { id: "problems", header: say("problems"), figures: true, cell: ({ openProblems }) => openProblems },
          ]}
          rows={sources}
          keyOf={({ id }) => id}
          toneOf={({ openProblems }) => (openProblems > 0 ? "fault" : undefined)}
        />
      )}
    </Stack>
  );
};

const mebibyte = 1024 * 1024;

const Storage = ({ system: { database, version, node } }: Props): ReactNode => {
  const say = useSay(systemSentences);
  const { language } = useLanguage();
  const size = new Intl.NumberFormat(language, { maximumFractionDigits: 1 }).format(database.bytes / mebibyte);
  const { origin } = window.location;
  return (
    <SimpleGrid cols={{ base: 1, sm: 2 }} spacing="lg">
      <Card>
        <Title order={2}>{say("storage")}</Title>
        <FactList
          facts={[
            [say("database"), `${size} MB`],
            [say("version"), version],
            [say("node"), node],
          ]}
        />
      </Card>
      <Card>
        <Title order={2}>{say("watch")}</Title>
        <Text>{say("watch.help")}</Text>
        <Text size="sm">{say("watch.ready")}</Text>
        <Copyable text={`${origin}/readyz`} what={say("watch.ready")} />
        <Text size="sm">{say("watch.metrics")}</Text>
        <Copyable text={`${origin}/metrics`} what={say("watch.metrics")} />
      </Card>
    </SimpleGrid>
  );
};
