import { Title } from "@mantine/core";
import { readableCategory } from "@tocsin/core/incidents";
import type { ReactNode } from "react";
import { Card } from "../../components/card.tsx";
import { Foreign } from "../../components/foreign.tsx";
import { PortalLink } from "../../components/portal-link.tsx";
import { SeverityBadge } from "../../components/severity-badge.tsx";
import { Time } from "../../components/time.tsx";
import type { Reader } from "../../lib/reader.ts";
import { Chips } from "./chips.tsx";
import { classificationOf } from "./classification.ts";
import styles from "./facts.module.css";
import type { Incident } from "./requests.ts";

interface Props {
  readonly incident: Incident;
  readonly reader: Reader;
}

/** What is known of the incident as a whole; what is not known has no line. */
export const Facts = ({ incident, reader }: Props): ReactNode => {
  const { incident: say } = reader.sentences;
  const { facts } = say;
  const classification = classificationOf(incident, reader);
  const source = reader.sourceName(incident.sourceId);
  const time = (at: string | null) => at !== null && <Time at={at} times={reader.times} />;
  return (
    <Card>
      <Title order={2} size="h3">
        {facts.title}
      </Title>
      {incident.portalUrl !== null && <PortalLink url={incident.portalUrl} text={say.portal} opens={say.portalAt} />}
      <dl className={styles["facts"]}>
        <Fact name={facts.highest}>
          {incident.highestSeverity !== incident.severity && <SeverityBadge severity={incident.highestSeverity} />}
        </Fact>
        <Fact name={facts.classification}>{classification !== null && <Foreign text={classification} />}</Fact>
        <Fact name={facts.categories}>
          {incident.categories.length > 0 && <Chips texts={incident.categories.map(readableCategory)} />}
        </Fact>
        <Fact name={facts.tags}>{incident.tags.length > 0 && <Chips texts={incident.tags} />}</Fact>
        <Fact name={facts.created}>{time(incident.createdAt)}</Fact>
        <Fact name={facts.updated}>{time(incident.updatedAt)}</Fact>
        <Fact name={facts.firstSeen}>{time(incident.firstSeenAt)}</Fact>
        <Fact name={facts.lastChange}>{time(incident.lastChangeAt)}</Fact>
        <Fact name={facts.source}>{source !== null && <Foreign text={source} />}</Fact>
        <Fact name={facts.externalId}>
          <Foreign text={incident.externalId} />
        </Fact>
      </dl>
    </Card>
  );
};

const Fact = ({ name, children }: { readonly name: string; readonly children: ReactNode }): ReactNode =>
  children !== false && (
    <div>
      <dt>{name}</dt>
      <dd>{children}</dd>
    </div>
  );
