import { SegmentedControl, Text, Title } from "@mantine/core";
import { type ReactNode, useState } from "react";
import { Answered } from "../../components/answered.tsx";
import { Card } from "../../components/card.tsx";
import { Pending } from "../../components/pending.tsx";
import { useSay } from "../../languages/index.ts";
import { useOwnPath } from "../../lib/api.ts";
import styles from "./mail-view.module.css";
import { type DeliveryWithAttempts, type Mail, useMail } from "./requests.ts";
import { deliverySentences } from "./sentences.ts";

const views = ["html", "text", "headers"] as const;
type View = (typeof views)[number];

/** The mail as it was or will be sent: as it looks, as text, and its headers. */
export const MailView = ({ delivery }: { readonly delivery: DeliveryWithAttempts }): ReactNode => {
  const say = useSay(deliverySentences);
  const [view, setView] = useState<View>("html");
  const answer = useMail(delivery.id, delivery.sealedAt !== null);
  return (
    <Card>
      <Title order={2}>{say("mail")}</Title>
      {delivery.sealedAt === null ? (
        <Text>{say("noMail")}</Text>
      ) : (
        <>
          <SegmentedControl
            aria-label={say("mail.views")}
            value={view}
            onChange={(chosen) => setView(chosen as View)}
            data={views.map((value) => ({ value, label: say(`mail.${value}`) }))}
          />
          <Answered answer={answer} pending={<Pending label={say("mailLoading")} />}>
            {(mail) => <Shown id={delivery.id} mail={mail} view={view} />}
          </Answered>
        </>
      )}
    </Card>
  );
};

interface ShownProps {
  readonly id: string;
  readonly mail: Mail;
  readonly view: View;
}

const Shown = ({ id, mail, view }: ShownProps): ReactNode => {
  const say = useSay(deliverySentences);
  const ownPath = useOwnPath();
  if (view === "html") {
    // An address of its own, with a policy of its own: nothing in it may run, load, submit or reach the page round it.
    const src = ownPath(`/api/v1/deliveries/${id}/mail/html`);
    return <iframe title={say("mail.frame")} sandbox="" src={src} className={styles["frame"]} />;
  }
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls has to be reached by keyboard
    <pre className={styles["text"]} tabIndex={0} dir="auto">
      {view === "text" ? mail.text : headersIn(mail)}
    </pre>
  );
};

/** As a mail reader shows the source of a mail; those that the transport adds are not known here. */
const headersIn = ({ from, to, subject, date, messageId, headers }: Mail): string =>
  Object.entries({ From: from, To: to, Subject: subject, Date: date, "Message-ID": messageId, ...headers })
    .map(([name, value]) => `${name}: ${value}`)
    .join("\n");
