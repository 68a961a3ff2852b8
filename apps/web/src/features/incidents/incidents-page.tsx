import { Stack, Text } from "@mantine/core";
import type { ReactNode } from "react";
import { Card } from "../../components/card.tsx";
import { FailurePage } from "../../components/failure-page.tsx";
import { PageTitle } from "../../components/page-title.tsx";
import { useLanguage } from "../../languages/index.ts";
import { Freshness } from "./freshness.tsx";
import { IncidentTable } from "./incident-table.tsx";
import { listed, useIncidents } from "./requests.ts";
import { ListSkeleton } from "./skeletons.tsx";

/** The incidents that changed last. */
export const IncidentsPage = (): ReactNode => {
  const { incidents } = useLanguage().sentences;
  const answer = useIncidents();
  if (answer.value === null) {
    if (answer.failure === null) return <ListSkeleton label={incidents.loading} />;
    return <FailurePage failure={answer.failure} asking={answer.asking} onAgain={answer.again} />;
  }
  const { items, next } = answer.value;
  return (
    <Stack gap="lg">
      <Stack gap="xs">
        <PageTitle text={incidents.title} />
        {next !== null && <Text>{incidents.latest(listed)}</Text>}
        <Freshness answer={answer} />
      </Stack>
      {items.length === 0 ? (
        <Card>
          <Text fw={600}>{incidents.empty}</Text>
          <Text>{incidents.emptyHelp}</Text>
        </Card>
      ) : (
        <IncidentTable incidents={items} />
      )}
    </Stack>
  );
};
