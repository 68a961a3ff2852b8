import { Button, Text } from "@mantine/core";
import { acknowledgementResponseSchema, isClosedStatus } from "@tocsin/core/incidents";
import { type ReactNode, useState } from "react";
import { Foreign } from "../../components/foreign.tsx";
import { NeedsRight } from "../../components/needs-right.tsx";
import { Time } from "../../components/time.tsx";
import { useSay } from "../../languages/index.ts";
import { useChange } from "../../lib/api.ts";
import { usePermissions } from "../../lib/permissions.ts";
import type { Reader } from "../../lib/reader.ts";
import { useReason } from "../../lib/use-reason.ts";
import styles from "./incident-head.module.css";
import type { Incident } from "./requests.ts";
import { queueSentences } from "./sentences.ts";

interface Props {
  readonly incident: Incident;
  readonly reader: Reader;
}

/** Who looks after the incident, or the button with which one says so while it is open. */
export const Acknowledgement = ({ incident, reader }: Props): ReactNode => {
  const say = useSay(queueSentences);
  const { may } = usePermissions();
  const { send, sending } = useChange();
  const reasonOf = useReason();
  const [problem, setProblem] = useState<string | null>(null);
  const stands = incident.acknowledgements.find(({ endedAt }) => endedAt === null);
  if (stands !== undefined) {
    return (
      <div className={styles["acknowledged"]}>
        <strong>
          {say("acknowledged")}: <Foreign text={stands.by.name} />
        </strong>
        <span className={styles["at"]}>
          <Time at={stands.at} times={reader.times} />
        </span>
      </div>
    );
  }
  if (isClosedStatus(incident.status)) return null;
  if (!may("incidents.manage")) {
    return (
      <div>
        <Button disabled>{say("acknowledge")}</Button>
        <NeedsRight right="incidents.manage">{null}</NeedsRight>
      </div>
    );
  }
  const path = `/api/v1/incidents/${incident.id}`;
  const acknowledge = async () => {
    const request = { method: "POST", path: `${path}/acknowledge` } as const;
    const answer = await send({ request, contract: acknowledgementResponseSchema, outdates: [path] });
    if (answer.ok) return setProblem(null);
    const { problem: failure } = answer;
    setProblem(failure.kind === "refused" ? reasonOf(failure) : say("acknowledge.unreachable"));
  };
  return (
    <div>
      <Button aria-disabled={sending} onClick={() => void acknowledge()}>
        {say("acknowledge")}
      </Button>
      {problem !== null && (
        <Text role="alert" size="sm" c="var(--mantine-color-error)">
          {problem}
        </Text>
      )}
    </div>
  );
};
