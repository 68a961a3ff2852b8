import { Stack, Text, Title } from "@mantine/core";
import { totalMax } from "@tocsin/core/incidents";
import type { ReactNode } from "react";
import { Answered } from "../../components/answered.tsx";
import { Card } from "../../components/card.tsx";
import { EmptyState } from "../../components/empty-state.tsx";
import { Foreign } from "../../components/foreign.tsx";
import { ButtonLink, Link } from "../../components/link.tsx";
import { PageTitle } from "../../components/page-title.tsx";
import { SeverityBadge } from "../../components/severity-badge.tsx";
import { Time } from "../../components/time.tsx";
import { useLanguage, useSay } from "../../languages/index.ts";
import { useTimes } from "../../lib/use-times.ts";
import { Figure } from "./figure.tsx";
import styles from "./home-page.module.css";
import { MailsOfToday } from "./mails-of-today.tsx";
import { useLatest, useOpenHigh, useSources, useUnassigned, useUnheard } from "./requests.ts";
import { homeSentences } from "./sentences.ts";
import { SourceList } from "./source-list.tsx";

/** Where everybody arrives: what is open, whether mail goes out, and whether anything comes in. */
export const HomePage = (): ReactNode => {
  const say = useSay(homeSentences);
  return (
    <Stack gap="lg">
      <PageTitle text={say("title")} />
      <GetStarted />
      <Figures />
      <div className={styles["columns"]}>
        <Latest />
        <Stack gap="lg">
          <MailsOfToday />
          <SourceList />
        </Stack>
      </div>
    </Stack>
  );
};

/** The way back to the first steps, as long as nothing has come in. */
const GetStarted = (): ReactNode => {
  const say = useSay(homeSentences);
  const sources = useSources().value?.items;
  if (sources === undefined || sources.some(({ lastReceivedAt }) => lastReceivedAt !== null)) return null;
  return (
    <EmptyState title={say("start")} text={say("start.help")}>
      <ButtonLink to="/get-started">{say("start.go")}</ButtonLink>
    </EmptyState>
  );
};

const Figures = (): ReactNode => {
  const say = useSay(homeSentences);
  const severe = useOpenHigh();
  const unassigned = useUnassigned();
  const unheard = useUnheard();
  const told = (total: number) => (total >= totalMax ? say("many", { count: totalMax }) : String(total));
  return (
    <section aria-label={say("figures")} className={styles["figures"]}>
      <Figure
        answer={severe}
        of={({ total }) => told(total)}
        label={say("open")}
        search={{ severity: "high,critical" }}
      />
      <Figure
        answer={unheard}
        of={({ total }) => told(total)}
        label={say("unheard")}
        search={{ severity: "high,critical", told: "nobody" }}
        alarming={({ total }) => total > 0}
      />
      <Figure
        answer={unassigned}
        of={({ total }) => told(total)}
        label={say("unassigned")}
        search={{ assigned: "none" }}
      />
    </section>
  );
};

const Latest = (): ReactNode => {
  const say = useSay(homeSentences);
  const { incident } = useLanguage().sentences;
  const times = useTimes();
  return (
    <Card>
      <Title order={2}>{say("latest")}</Title>
      <Answered answer={useLatest()}>
        {({ items }) =>
          items.length === 0 ? (
            <Text>{say("latest.none")}</Text>
          ) : (
            <ul className={styles["list"]}>
              {items.map(({ id, number, title, severity, lastChangeAt }) => (
                <li key={id} className={styles["item"]}>
                  <SeverityBadge severity={severity} />
                  <div>
                    <Link to="/incidents/$id" params={{ id }}>
                      {number} <Foreign text={title} otherwise={incident.untitled} />
                    </Link>
                    <Text size="sm" c="dimmed">
                      <Time at={lastChangeAt} times={times} />
                    </Text>
                  </div>
                </li>
              ))}
            </ul>
          )
        }
      </Answered>
      <Text>
        <Link to="/incidents" underline="always">
          {say("all")}
        </Link>
      </Text>
    </Card>
  );
};
