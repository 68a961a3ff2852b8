import { Text, Title } from "@mantine/core";
import { reasonKnown } from "@tocsin/core/kernel";
import type { ReactNode } from "react";
import { Card } from "../../components/card.tsx";
import { CodeLine } from "../../components/code-line.tsx";
import { Foreign } from "../../components/foreign.tsx";
import { Reason } from "../../components/reason.tsx";
import { Time } from "../../components/time.tsx";
import { useSay } from "../../languages/index.ts";
import { paragraphOf } from "../../lib/foreign-text.ts";
import { useTimes } from "../../lib/use-times.ts";
import styles from "./attempt-list.module.css";
import type { DeliveryWithAttempts } from "./requests.ts";
import { deliverySentences } from "./sentences.ts";

type Attempt = DeliveryWithAttempts["attempts"][number];

/** Every try, the newest first, with what the mail server said in its own words. */
export const AttemptList = ({ attempts }: { readonly attempts: readonly Attempt[] }): ReactNode => {
  const say = useSay(deliverySentences);
  return (
    <Card>
      <Title order={2}>{say("attempts")}</Title>
      {attempts.length === 0 && <Text>{say("noAttempts")}</Text>}
      <ol className={styles["attempts"]} reversed>
        {attempts.toReversed().map((attempt) => (
          <li key={attempt.number}>
            <AttemptItem attempt={attempt} />
          </li>
        ))}
      </ol>
    </Card>
  );
};

const AttemptItem = ({ attempt }: { readonly attempt: Attempt }): ReactNode => {
  const say = useSay(deliverySentences);
  const times = useTimes();
  const { number, startedAt, endedAt, destination, remade, outcome } = attempt;
  return (
    <div className={styles["attempt"]}>
      <p className={styles["line"]}>
        <strong>{say("attempt", { number })}</strong>
        <span>{outcome === null ? say("attempt.running") : say(`outcome.${outcome.kind}`)}</span>
      </p>
      <p className={styles["about"]}>
        <Time at={startedAt} times={times} />
        <Foreign text={say("attempt.at", { destination })} />
        {endedAt !== null && <span>{say("attempt.took", { ms: Date.parse(endedAt) - Date.parse(startedAt) })}</span>}
      </p>
      {remade !== null && <p className={styles["about"]}>{say("attempt.remade")}</p>}
      {outcome !== null && outcome.text !== "" && <Said outcome={outcome} />}
    </div>
  );
};

/** What the mail server said as it said it, or what became of the attempt where nobody said anything. */
const Said = ({ outcome }: { readonly outcome: NonNullable<Attempt["outcome"]> }): ReactNode => {
  const say = useSay(deliverySentences);
  if (reasonKnown(outcome.text) !== null) {
    return (
      <Text size="sm">
        <Reason text={outcome.text} />
      </Text>
    );
  }
  return (
    <section aria-label={say("serverSaid")} lang="en">
      <CodeLine text={saidBy(outcome)} />
    </section>
  );
};

/** The code in front, where the server's words do not begin with it themselves. */
const saidBy = ({ code, text }: NonNullable<Attempt["outcome"]>): string => {
  const words = paragraphOf(text);
  return code === null || words.startsWith(code) ? words : `${code} ${words}`;
};
