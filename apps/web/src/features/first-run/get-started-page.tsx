import { Stack, Text } from "@mantine/core";
import { meResponseSchema } from "@tocsin/core/access";
import { transportListSchema } from "@tocsin/core/transports";
import type { ReactNode } from "react";
import { Answered } from "../../components/answered.tsx";
import { ButtonLink } from "../../components/link.tsx";
import { PageTitle } from "../../components/page-title.tsx";
import { useSay } from "../../languages/index.ts";
import { useAnswer } from "../../lib/api.ts";
import { AttackStep } from "./attack-step.tsx";
import { FirstMailStep } from "./first-mail-step.tsx";
import { RuleStep } from "./rule-step.tsx";
import { firstRunSentences } from "./sentences.ts";
import { SourceStep } from "./source-step.tsx";
import { StepCard } from "./step-card.tsx";

/** From a fresh installation to the first mail on screen. Every step shows what is really there, so it can be left and resumed. */
export const GetStartedPage = (): ReactNode => {
  const say = useSay(firstRunSentences);
  const me = useAnswer("/api/v1/me", meResponseSchema);
  return (
    <Stack gap="lg">
      <PageTitle text={say("title")} intro={say("intro")} />
      <MailStep />
      <SourceStep />
      <Answered answer={me}>{({ user }) => <RuleStep email={user.email} />}</Answered>
      <AttackStep />
      <FirstMailStep />
    </Stack>
  );
};

const names = { smtp: "SMTP", resend: "Resend", microsoftGraph: "Microsoft 365", capture: "" } as const;

const MailStep = (): ReactNode => {
  const say = useSay(firstRunSentences);
  const answer = useAnswer("/api/v1/transports", transportListSchema, { everyMs: 5_000 });
  const carrier = answer.value?.carriedBy[0];
  const text =
    carrier === undefined
      ? say("mail.nobody")
      : carrier.kind === "capture"
        ? say("mail.captured")
        : say("mail.carried", { kind: names[carrier.kind] });
  return (
    <StepCard title={say("mail.title")} done={carrier !== undefined}>
      <Answered answer={answer}>
        {() => (
          <>
            <Text>{text}</Text>
            <div>
              <ButtonLink to="/mail" variant="default">
                {say("mail.change")}
              </ButtonLink>
            </div>
          </>
        )}
      </Answered>
    </StepCard>
  );
};
