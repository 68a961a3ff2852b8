import { VisuallyHidden } from "@mantine/core";
import type { ReactNode } from "react";
import { Foreign } from "../../components/foreign.tsx";
import { Link } from "../../components/link.tsx";
import { SeverityBadge } from "../../components/severity-badge.tsx";
import { Time } from "../../components/time.tsx";
import { useLanguage } from "../../languages/index.ts";
import { useTimes } from "../../lib/use-times.ts";
import styles from "./incident-table.module.css";
import type { IncidentSummary } from "./requests.ts";

/** Incidents in rows; on a phone each is a card of its own. */
export const IncidentTable = ({ incidents }: { readonly incidents: readonly IncidentSummary[] }): ReactNode => {
  const { sentences } = useLanguage();
  const times = useTimes();
  const say = sentences.incidents;
  return (
    <table className={styles["table"]}>
      <caption>
        <VisuallyHidden>{say.title}</VisuallyHidden>
      </caption>
      <thead>
        <tr>
          <th scope="col">{say.severity}</th>
          <th scope="col">{say.incident}</th>
          <th scope="col">{say.status}</th>
          <th scope="col">{say.lastChange}</th>
        </tr>
      </thead>
      <tbody>
        {incidents.map((incident) => (
          <tr key={incident.id}>
            <td className={styles["severity"]}>
              <SeverityBadge severity={incident.severity} />
            </td>
            <th scope="row" className={styles["name"]}>
              <Link to="/incidents/$id" params={{ id: incident.id }} className={styles["link"] ?? ""}>
                <span className={styles["number"]}>{incident.number}</span>{" "}
                <Foreign text={incident.title} otherwise={sentences.incident.untitled} />
              </Link>
            </th>
            <td className={styles["status"]}>{sentences.words.status[incident.status]}</td>
            <td className={styles["time"]}>
              <Time at={incident.lastChangeAt} times={times} />
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  );
};
