import { Title } from "@mantine/core";
import type { ReactNode } from "react";
import { Card } from "../../components/card.tsx";
import { Link } from "../../components/link.tsx";
import { Reason } from "../../components/reason.tsx";
import { Time } from "../../components/time.tsx";
import { useSay } from "../../languages/index.ts";
import { useTimes } from "../../lib/use-times.ts";
import styles from "./delivery-facts.module.css";
import type { DeliveryWithAttempts } from "./requests.ts";
import { deliverySentences } from "./sentences.ts";

const kinds = ["incident", "test", "digest", "notice"] as const;

/** When a delivery was made and ended, what it is about, and why it stands as it does. */
export const DeliveryFacts = ({ delivery }: { readonly delivery: DeliveryWithAttempts }): ReactNode => {
  const say = useSay(deliverySentences);
  const times = useTimes();
  const kind = kinds.find((known) => known === delivery.messageKind);
  return (
    <Card>
      <Title order={2}>{say("facts")}</Title>
      <dl className={styles["facts"]}>
        {delivery.reason !== null && (
          <Fact name={say("reason")}>
            <Reason text={delivery.reason} />
          </Fact>
        )}
        <Fact name={say("made")}>
          <Time at={delivery.createdAt} times={times} />
        </Fact>
        {delivery.settledAt === null ? (
          <Fact name={say("due")}>
            <Time at={delivery.dueAt} times={times} />
          </Fact>
        ) : (
          <Fact name={say("settled")}>
            <Time at={delivery.settledAt} times={times} />
          </Fact>
        )}
        <Fact name={say("kind")}>{say(kind === undefined ? "kind.other" : `kind.${kind}`)}</Fact>
        {delivery.incident !== null && (
          <Fact name={say("about")}>
            <Link to="/incidents/$id" params={{ id: delivery.incident.id }}>
              {say("about.incident", { number: delivery.incident.number })}
            </Link>
          </Fact>
        )}
      </dl>
    </Card>
  );
};

const Fact = ({ name, children }: { readonly name: string; readonly children: ReactNode }): ReactNode => (
  <div>
    <dt>{name}</dt>
    <dd>{children}</dd>
  </div>
);
