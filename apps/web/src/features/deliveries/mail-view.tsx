import { SegmentedControl, Text, Title } from "@mantine/core";
import { type ReactNode, useState } from "react";
import { Answered } from "../../components/answered.tsx";
import { Card } from "../../components/card.tsx";
import { Pending } from "../../components/pending.tsx";
import { useSay } from "../../languages/index.ts";
import { framed } from "./framed.ts";
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
            {(mail) => <Shown mail={mail} view={view} />}
          </Answered>
        </>
      )}
    </Card>
  );
};

const Shown = ({ mail, view }: { readonly mail: Mail; readonly view: View }): ReactNode => {
  const say = useSay(deliverySentences);
  if (view === "html") {
    // Nothing in the frame may run, load, submit or reach the page round it.
    return <iframe title={say("mail.frame")} sandbox="" srcDoc={framed(mail.html)} className={styles["frame"]} />;
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
