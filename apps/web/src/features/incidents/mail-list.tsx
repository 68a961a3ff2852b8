import { Text, Title } from "@mantine/core";
import type { ReactNode } from "react";
import { Foreign } from "../../components/foreign.tsx";
import { Link } from "../../components/link.tsx";
import { Reason } from "../../components/reason.tsx";
import { ShowAll } from "../../components/show-all.tsx";
import { Time } from "../../components/time.tsx";
import type { Reader } from "../../lib/reader.ts";
import styles from "./mail-list.module.css";
import type { Delivery } from "./requests.ts";

interface Props {
  readonly deliveries: readonly Delivery[];
  readonly reader: Reader;
}

/** The mails that were made for the incident, each with how it stands. */
export const MailList = ({ deliveries, reader }: Props): ReactNode => {
  const { told } = reader.sentences;
  return (
    <section className={styles["mails"]}>
      <Title order={3}>{told.mails}</Title>
      {deliveries.length === 0 ? (
        <Text>{told.noMails}</Text>
      ) : (
        <ShowAll items={deliveries} keyOf={({ id }) => id} what={told.mails} className={styles["list"]}>
          {(delivery) => <Mail delivery={delivery} reader={reader} />}
        </ShowAll>
      )}
    </section>
  );
};

const Mail = ({ delivery, reader }: { readonly delivery: Delivery; readonly reader: Reader }): ReactNode => {
  const { words, told } = reader.sentences;
  return (
    <>
      <div className={styles["line"]}>
        <strong>
          <Foreign text={delivery.address} />
        </strong>
        <span>{words.delivery[delivery.state]}</span>
        <span className={styles["about"]}>
          <Time at={delivery.settledAt ?? delivery.createdAt} times={reader.times} />
        </span>
      </div>
      {delivery.subject !== null && (
        <Link to="/deliveries/$id" params={{ id: delivery.id }}>
          <Foreign text={delivery.subject} />
        </Link>
      )}
      {delivery.reason !== null && (
        <div className={styles["about"]}>
          <Reason text={delivery.reason} />
        </div>
      )}
      {delivery.rules.length > 0 && (
        <div className={styles["about"]}>
          {told.askedBy} <Foreign text={delivery.rules.map(({ name }) => name).join(", ")} />
        </div>
      )}
    </>
  );
};
