import { Text } from "@mantine/core";
import { getRouteApi } from "@tanstack/react-router";
import type { ReactNode } from "react";
import { Card } from "../../components/card.tsx";
import { Elsewhere } from "../../components/elsewhere.tsx";
import { FailurePage } from "../../components/failure-page.tsx";
import { Link } from "../../components/link.tsx";
import { PageTitle } from "../../components/page-title.tsx";
import { useLanguage } from "../../languages/index.ts";
import type { Failure } from "../../lib/http.ts";
import { AlertsSection } from "./alerts-section.tsx";
import { Facts } from "./facts.tsx";
import { IncidentHead } from "./incident-head.tsx";
import styles from "./incident-page.module.css";
import { InvolvedSection } from "./involved-section.tsx";
import { useDeliveries, useExplanations, useIncident } from "./requests.ts";
import { IncidentSkeleton } from "./skeletons.tsx";
import { Timeline } from "./timeline.tsx";
import { ToldSection } from "./told-section.tsx";
import { useReader } from "./use-reader.ts";

/** All that is known of one incident, and whom it was told. What comes late leaves the rest where it is. */
export const IncidentPage = (): ReactNode => {
  const id = encodeURIComponent(getRouteApi("/console/incidents/$id").useParams().id);
  const reader = useReader();
  const answer = useIncident(id);
  const explanations = useExplanations(id);
  const deliveries = useDeliveries(id);
  if (answer.value === null) {
    if (answer.failure === null) return <IncidentSkeleton label={reader.sentences.incident.loading} />;
    if (isMissing(answer.failure)) return <MissingPage />;
    return <FailurePage failure={answer.failure} asking={answer.asking} onAgain={answer.again} />;
  }
  const incident = answer.value;
  const refresh = () => {
    for (const { again } of [answer, explanations, deliveries]) again();
  };
  return (
    <div className={styles["page"]}>
      <IncidentHead
        incident={incident}
        mutes={explanations.value?.mutes ?? null}
        reader={reader}
        freshness={{ ...answer, again: refresh }}
      />
      <div className={styles["side"]}>
        <Facts incident={incident} reader={reader} />
      </div>
      <div className={styles["body"]}>
        <InvolvedSection alerts={incident.alerts} reader={reader} />
        <AlertsSection alerts={incident.alerts} reader={reader} />
        <ToldSection
          explanations={explanations}
          deliveries={deliveries}
          acknowledged={incident.acknowledgements.some(({ endedAt }) => endedAt === null)}
          reader={reader}
        />
        <Timeline changes={incident.changes} acknowledgements={incident.acknowledgements} reader={reader} />
      </div>
    </div>
  );
};

const isMissing = (failure: Failure): boolean => failure.kind === "refused" && failure.problem.status === 404;

const MissingPage = (): ReactNode => {
  const { incident } = useLanguage().sentences;
  return (
    <Card>
      <PageTitle text={incident.missing} focus />
      <Text>{incident.missingHelp}</Text>
      <Text>
        <Link to="/incidents" underline="always">
          {incident.all}
        </Link>
      </Text>
      <Elsewhere />
    </Card>
  );
};
