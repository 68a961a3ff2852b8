import { Text, Title } from "@mantine/core";
import type { ReactNode } from "react";
import { Answered } from "../../components/answered.tsx";
import { Card } from "../../components/card.tsx";
import { Link } from "../../components/link.tsx";
import { useSay } from "../../languages/index.ts";
import { useMailsOfToday } from "./requests.ts";
import { homeSentences } from "./sentences.ts";

/** Whether mail goes out: what became of the mails of the last 24 hours. */
export const MailsOfToday = (): ReactNode => {
  const say = useSay(homeSentences);
  return (
    <Card>
      <Title order={2}>{say("sent")}</Title>
      <Answered answer={useMailsOfToday()}>
        {({ totals }) => {
          const { sent = 0, captured = 0, failed = 0, inDoubt = 0, waiting = 0, sending = 0, held = 0 } = totals;
          const known = { taken: sent + captured, failed: failed + inDoubt, waiting: waiting + sending + held };
          return (
            <Text {...(known.failed > 0 && { c: "var(--mantine-color-error)", fw: 600 })}>
              {known.taken + known.failed + known.waiting === 0 ? say("sent.none") : say("sent.detail", known)}
            </Text>
          );
        }}
      </Answered>
      <Text>
        <Link to="/deliveries" search={{ range: "24h" }} underline="always">
          {say("log")}
        </Link>
      </Text>
    </Card>
  );
};
