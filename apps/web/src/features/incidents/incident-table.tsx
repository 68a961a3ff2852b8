import { Text, VisuallyHidden } from "@mantine/core";
import { readableCategory } from "@tocsin/core/incidents";
import type { ReactNode } from "react";
import { type Column, DataTable } from "../../components/data-table.tsx";
import { Foreign } from "../../components/foreign.tsx";
import { Link } from "../../components/link.tsx";
import { SeverityBadge } from "../../components/severity-badge.tsx";
import { Time } from "../../components/time.tsx";
import { useLanguage, useSay } from "../../languages/index.ts";
import { useTimes } from "../../lib/use-times.ts";
import styles from "./incident-table.module.css";
import type { IncidentListed } from "./requests.ts";
import { IncidentMenu } from "./row-menu.tsx";
import { queueSentences } from "./sentences.ts";

interface Props {
  readonly incidents: readonly IncidentListed[];
  readonly sort: string;
  readonly onSort: (sort: string) => void;
}

/** The rows of the queue; on a phone each is a card. */
export const IncidentTable = ({ incidents, sort, onSort }: Props): ReactNode => {
  const say = useSay(queueSentences);
  const { sentences } = useLanguage();
  const times = useTimes();
  const columns: readonly Column<IncidentListed>[] = [
    {
      id: "severity",
      header: say("column.severity"),
      sorts: true,
      tight: true,
      bare: true,
      cell: ({ severity }) => <SeverityBadge severity={severity} />,
    },
    {
      id: "number",
      header: say("column.incident"),
      names: true,
      sorts: true,
      cell: ({ id, number, title, categories }) => (
        <>
          <Link to="/incidents/$id" params={{ id }}>
            <span className={styles["number"]}>{number}</span>{" "}
            <Foreign text={title} otherwise={sentences.incident.untitled} />
          </Link>
          {categories.length > 0 && (
            <Text size="xs" c="dimmed" fw={400}>
              <Foreign text={categories.slice(0, shownMax).map(readableCategory).join(", ")} />
              {categories.length > shownMax && ` ${say("more", { count: categories.length - shownMax })}`}
            </Text>
          )}
        </>
      ),
    },
    {
      id: "status",
      header: say("column.status"),
      cell: ({ status, assignedTo }) => (
        <>
          {sentences.words.status[status]}
          <Text size="xs" c="dimmed">
            {assignedTo === null ? say("unassigned") : <Foreign text={assignedTo} />}
          </Text>
        </>
      ),
    },
    {
      id: "groups",
      header: say("column.groups"),
      cell: ({ deviceGroups }) =>
        deviceGroups.length === 0 ? "–" : <Foreign text={deviceGroups.map(({ name }) => name).join(", ")} />,
    },
    {
      id: "alerts",
      header: say("column.alerts"),
      tight: true,
      cell: ({ alerts: { total, resolved } }) => (total === 0 ? "–" : say("alerts", { open: total - resolved, total })),
    },
    { id: "told", header: say("column.told"), cell: (incident) => <Told incident={incident} /> },
    {
      id: "lastChange",
      header: say("column.lastChange"),
      sorts: true,
      cell: ({ lastChangeAt }) => <Time at={lastChangeAt} times={times} />,
    },
  ];
  return (
    <DataTable
      caption={say("title")}
      columns={columns}
      rows={incidents}
      keyOf={({ id }) => id}
      sort={sort}
      onSort={onSort}
      actions={(incident) => <IncidentMenu incident={incident} />}
    />
  );
};

const shownMax = 2;

/** How many were told, and whether more are about to be; where nobody was, the way to the reason. */
const Told = ({ incident }: { readonly incident: IncidentListed }): ReactNode => {
  const say = useSay(queueSentences);
  const { people, waiting, failed } = incident.told;
  if (people + waiting + failed === 0) {
    return (
      <Link to="/incidents/$id" params={{ id: incident.id }} hash="told" underline="always">
        <span aria-hidden="true">{say("nobody")}</span>
        <VisuallyHidden>{say("nobody.of", { number: incident.number })}</VisuallyHidden>
      </Link>
    );
  }
  return (
    <span className={styles["told"]}>
      {people > 0 && <span>{say("people", { count: people })}</span>}
      {waiting > 0 && <span>{say("waiting", { count: waiting })}</span>}
      {failed > 0 && <span className={styles["failed"]}>{say("failed", { count: failed })}</span>}
    </span>
  );
};
