import { Stack, Text } from "@mantine/core";
import { deliveryResponseSchema, mailResponseSchema } from "@tocsin/core/deliveries";
import { pageSchema } from "@tocsin/core/kernel";
import type { ReactNode } from "react";
import type { z } from "zod";
import { Answered } from "../../components/answered.tsx";
import { CodeLine } from "../../components/code-line.tsx";
import { Foreign } from "../../components/foreign.tsx";
import { ButtonLink } from "../../components/link.tsx";
import { useSay } from "../../languages/index.ts";
import { useAnswer } from "../../lib/api.ts";
import { firstRunSentences } from "./sentences.ts";
import { StepCard } from "./step-card.tsx";

const deliveryPage = pageSchema(deliveryResponseSchema);

const stateKeys = { captured: "first.captured", sent: "first.sent", failed: "first.failed" } as const;

const lookEveryMs = 1_500;

/** The newest mail about an incident, as it was made: subject, whom it is for, and what it says. */
export const FirstMailStep = (): ReactNode => {
  const say = useSay(firstRunSentences);
  const answer = useAnswer("/api/v1/deliveries?limit=20", deliveryPage, { everyMs: lookEveryMs });
  // Mails about accounts are for their readers alone.
  const items = answer.value?.items.filter(({ incident }) => incident !== null) ?? [];
  const made = items.find(({ sealedAt, subject }) => sealedAt !== null && subject !== null);
  return (
    <StepCard title={say("first.title")} done={made !== undefined}>
      <Answered answer={answer}>
        {() =>
          made === undefined ? (
            <Text role="status">{say(items.length === 0 ? "first.waiting" : "first.making")}</Text>
          ) : (
            <MailShown delivery={made} />
          )
        }
      </Answered>
    </StepCard>
  );
};

const MailShown = ({ delivery }: { readonly delivery: z.output<typeof deliveryResponseSchema> }): ReactNode => {
  const say = useSay(firstRunSentences);
  const mail = useAnswer(`/api/v1/deliveries/${delivery.id}/mail`, mailResponseSchema);
  return (
    <Stack gap="sm">
      <Text role="status">{say(stateKeys[delivery.state as keyof typeof stateKeys] ?? "first.way")}</Text>
      <Text>
        {say("first.to")}: <Foreign text={delivery.address} />
      </Text>
      <Text fw={600}>
        {say("first.subject")}: <Foreign text={delivery.subject ?? ""} />
      </Text>
      <Answered answer={mail}>
        {({ text }) => (
          <>
            <Text size="sm">{say("first.body")}</Text>
            <CodeLine text={text} />
          </>
        )}
      </Answered>
      <div>
        <ButtonLink to="/">{say("first.home")}</ButtonLink>
      </div>
    </Stack>
  );
};
