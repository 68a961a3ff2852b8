import { Stack, Text, Title } from "@mantine/core";
import { pageSchema } from "@tocsin/core/kernel";
import { silencedIncidentSchema } from "@tocsin/core/silences";
import type { ReactNode } from "react";
import { Answered } from "../../components/answered.tsx";
import { DataTable } from "../../components/data-table.tsx";
import { Pager } from "../../components/pager.tsx";
import { SeverityBadge } from "../../components/severity-badge.tsx";
import { Time } from "../../components/time.tsx";
import { useSay } from "../../languages/index.ts";
import { useAnswer } from "../../lib/api.ts";
import { useTimes } from "../../lib/use-times.ts";
import { IncidentLink } from "./incident-link.tsx";
import { silenceSentences } from "./sentences.ts";
import { silencesPath } from "./silence.ts";

const heldPage = pageSchema(silencedIncidentSchema);

interface Props {
  readonly id: string;
  readonly cursor: string | undefined;
  /** How many notifications it has held until now; another number asks for the list again. */
  readonly held: number;
}

/** What a silence kept from being told, so that nothing is forgotten when it is over. */
export const HeldIncidents = ({ id, cursor, held }: Props): ReactNode => {
  const say = useSay(silenceSentences);
  const times = useTimes();
  const query = cursor === undefined ? "" : `?cursor=${encodeURIComponent(cursor)}`;
  const answer = useAnswer(`${silencesPath}/${id}/incidents${query}`, heldPage, { everyMs: 10_000, enabled: held > 0 });
  return (
    <Stack gap="sm">
      <Title order={2}>{say("incidents")}</Title>
      {held === 0 ? (
        <Text c="dimmed">{say("incidents.none")}</Text>
      ) : (
        <Answered answer={answer}>
          {({ items, next }) => (
            <>
              <DataTable
                caption={say("incidents")}
                columns={[
                  { id: "severity", header: say("severity"), tight: true, cell: (one) => <SeverityBadge {...one} /> },
                  { id: "incident", header: say("incident"), names: true, cell: (one) => <IncidentLink {...one} /> },
                  { id: "last", header: say("last"), cell: ({ at }) => <Time at={at} times={times} /> },
                  {
                    id: "notifications",
                    header: say("notifications"),
                    figures: true,
                    tight: true,
                    cell: ({ notifications }) => notifications,
                  },
                ]}
                rows={items}
                keyOf={(one) => one.id}
              />
              <Pager cursor={cursor} next={next} />
            </>
          )}
        </Answered>
      )}
    </Stack>
  );
};
