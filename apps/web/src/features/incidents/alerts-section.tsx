import { Text, Title } from "@mantine/core";
import type { ReactNode } from "react";
import { Card } from "../../components/card.tsx";
import { ShowAll } from "../../components/show-all.tsx";
import type { Reader } from "../../lib/reader.ts";
import { AlertItem } from "./alert-item.tsx";
import styles from "./alerts-section.module.css";
import { type Alert, newestFirst } from "./newest-first.ts";

interface Props {
  readonly alerts: readonly Alert[];
  readonly reader: Reader;
}

/** So many alerts stand open; more of them would hide each other. */
const openUpTo = 3;

/** Every alert, the newest first. */
export const AlertsSection = ({ alerts, reader }: Props): ReactNode => {
  const { incident } = reader.sentences;
  return (
    <Card>
      <Title order={2}>
        {incident.alerts} <span className={styles["count"]}>({alerts.length})</span>
      </Title>
      {alerts.length === 0 ? (
        <Text>{incident.noAlerts}</Text>
      ) : (
        <ShowAll
          items={newestFirst(alerts)}
          keyOf={(alert) => alert.key}
          what={incident.alerts}
          className={styles["alerts"]}
        >
          {(alert) => <AlertItem alert={alert} reader={reader} open={alerts.length <= openUpTo} />}
        </ShowAll>
      )}
    </Card>
  );
};
