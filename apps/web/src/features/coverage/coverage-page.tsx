import { Stack, Text, Title } from "@mantine/core";
import { severities } from "@tocsin/core/kernel";
import { coverageResponseSchema } from "@tocsin/core/notifications";
import type { ReactNode } from "react";
import { Answered } from "../../components/answered.tsx";
import { Card } from "../../components/card.tsx";
import { EmptyState } from "../../components/empty-state.tsx";
import { Foreign } from "../../components/foreign.tsx";
import { ButtonLink, Link } from "../../components/link.tsx";
import { PageTitle } from "../../components/page-title.tsx";
import { SeverityBadge } from "../../components/severity-badge.tsx";
import { Time } from "../../components/time.tsx";
import { useSay } from "../../languages/index.ts";
import { useAnswer } from "../../lib/api.ts";
import { useTimes } from "../../lib/use-times.ts";
import type { Coverage } from "./coverage.ts";
import styles from "./coverage-page.module.css";
import { CoverageTable } from "./coverage-table.tsx";
import { coverageSentences } from "./sentences.ts";

/** Who is told of what, and what nobody was told of: the holes in the rules, before an incident finds them. */
export const CoveragePage = (): ReactNode => {
  const say = useSay(coverageSentences);
  const answer = useAnswer("/api/v1/coverage", coverageResponseSchema);
  return (
    <Stack gap="lg">
      <PageTitle text={say("title")} intro={say("intro")}>
        <ButtonLink to="/rules/new">{say("create")}</ButtonLink>
      </PageTitle>
      <Answered answer={answer}>{(coverage) => <Holes coverage={coverage} />}</Answered>
    </Stack>
  );
};

const Holes = ({ coverage }: { readonly coverage: Coverage }): ReactNode => {
  const say = useSay(coverageSentences);
  if (coverage.sources.length === 0) return <EmptyState title={say("noSources")} text={say("noSources.text")} />;
  const empty = coverage.cells.filter(({ addresses, maybe }) => addresses.length + maybe.length === 0);
  const grave = empty.filter(({ severity }) => severities.indexOf(severity) >= severities.indexOf("high"));
  return (
    <>
      <Text fw={600} className={grave.length > 0 ? (styles["bad"] ?? "") : ""}>
        {say("summary", { empty: empty.length, all: coverage.cells.length, grave: grave.length })}
      </Text>
      <Unheard unheard={coverage.unheard} />
      {coverage.sources.map((source) => (
        <Card key={source.id}>
          <Title order={2}>
            <Foreign text={source.name} />
          </Title>
          <CoverageTable coverage={coverage} source={source} />
        </Card>
      ))}
    </>
  );
};

const Unheard = ({ unheard }: { readonly unheard: Coverage["unheard"] }): ReactNode => {
  const say = useSay(coverageSentences);
  const times = useTimes();
  if (unheard.total === 0) return <Text>{say("unheard.none")}</Text>;
  return (
    <Card>
      <Title order={2}>{say("unheard.title", { count: unheard.total })}</Title>
      <Text>{say("unheard.text")}</Text>
      <ul className={styles["unheard"]}>
        {unheard.items.slice(0, 10).map(({ incident, reason, closest }) => (
          <li key={incident.id}>
            <SeverityBadge severity={incident.severity} />
            <div className={styles["words"]}>
              <Link to="/incidents/$id" params={{ id: incident.id }}>
                {incident.number} <Foreign text={incident.title} otherwise="–" />
              </Link>
              <div className={styles["why"]}>
                {say(`reason.${reason}`)}
                {closest !== null && (
                  <>
                    {" "}
                    {say.rich("closest", {
                      rule: (
                        <Link to="/rules/$id" params={{ id: closest.rule.id }}>
                          <Foreign text={closest.rule.name} />
                        </Link>
                      ),
                    })}
                  </>
                )}
              </div>
            </div>
            <Time at={incident.lastChangeAt} times={times} />
          </li>
        ))}
      </ul>
    </Card>
  );
};
