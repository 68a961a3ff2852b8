import { Stack, Text, Title } from "@mantine/core";
import { allClearResponseSchema } from "@tocsin/core/all-clear";
import type { ReactNode } from "react";
import { Answered } from "../../components/answered.tsx";
import { Card } from "../../components/card.tsx";
import { FactList } from "../../components/fact-list.tsx";
import { Foreign } from "../../components/foreign.tsx";
import { NeedsRight } from "../../components/needs-right.tsx";
import { Time } from "../../components/time.tsx";
import { YesNo } from "../../components/yes-no.tsx";
import { useSay } from "../../languages/index.ts";
import { useAnswer } from "../../lib/api.ts";
import { useTimes } from "../../lib/use-times.ts";
import { AllClearForm } from "./all-clear-form.tsx";
import type { AllClear } from "./all-clear-values.ts";
import { systemSentences } from "./sentences.ts";

interface Props {
  readonly allClear: AllClear;
}

/** The sign that all works: what keeps it back now, when it was given last, and to whom. */
export const AllClearCard = (): ReactNode => {
  const say = useSay(systemSentences);
  const answer = useAnswer("/api/v1/all-clear", allClearResponseSchema, { everyMs: 30_000 });
  return (
    <Card>
      <Title order={2}>{say("allClear")}</Title>
      <Text>{say("allClear.help")}</Text>
      <Answered answer={answer}>
        {(allClear) => (
          <Stack gap="md">
            <Standing allClear={allClear} />
            <NeedsRight right="transports.manage">
              <AllClearForm allClear={allClear} />
            </NeedsRight>
          </Stack>
        )}
      </Answered>
    </Card>
  );
};

const Standing = ({ allClear: { mail, url, troubles } }: Props): ReactNode => {
  const say = useSay(systemSentences);
  const times = useTimes();
  const lastAt = (at: string | null) => (at === null ? say("never") : <Time at={at} times={times} />);
  return (
    <>
      <Stack gap="xs">
        {troubles.length === 0 ? (
          <YesNo yes text={say("allClear.well")} />
        ) : (
          troubles.map((trouble) => <YesNo key={trouble} yes={false} text={say(`trouble.${trouble}`)} />)
        )}
      </Stack>
      <FactList
        facts={[
          [say("allClear.byMail"), mail === null ? say("off") : say("allClear.hours", { hours: mail.everyHours })],
          ...(mail === null ? [] : [[say("allClear.mailedAt"), lastAt(mail.lastAt)] as const]),
          [
            say("allClear.byUrl"),
            url === null ? (
              say("off")
            ) : (
              <Foreign text={say("allClear.minutes", { host: url.host, minutes: url.everyMinutes })} />
            ),
          ],
          ...(url === null ? [] : [[say("allClear.calledAt"), lastAt(url.lastAt)] as const]),
          ...(url === null || url.said === null
            ? []
            : [[say("allClear.said"), <Foreign key="said" text={url.said} />] as const]),
        ]}
      />
    </>
  );
};
