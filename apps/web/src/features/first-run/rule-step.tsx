import { Button, Text } from "@mantine/core";
import { pageSchema } from "@tocsin/core/kernel";
import { ruleResponseSchema } from "@tocsin/core/notification-rules";
import type { ReactNode } from "react";
import { Answered } from "../../components/answered.tsx";
import { Link } from "../../components/link.tsx";
import { useSay } from "../../languages/index.ts";
import { useAnswer } from "../../lib/api.ts";
import { firstRunSentences } from "./sentences.ts";
import { Fault } from "./source-step.tsx";
import { StepCard } from "./step-card.tsx";
import { useStep } from "./use-step.ts";

const rulePage = pageSchema(ruleResponseSchema);
const path = "/api/v1/notification-rules";

export const RuleStep = ({ email }: { readonly email: string }): ReactNode => {
  const say = useSay(firstRunSentences);
  const answer = useAnswer(path, rulePage);
  const { act, sending, fault } = useStep();
  const count = answer.value?.items.length ?? 0;
  const add = () => {
    const body = { name: say("rule.name"), severities: ["high", "critical"], recipients: [{ address: email }] };
    return act({ request: { method: "POST", path, body }, contract: ruleResponseSchema, outdates: [path] });
  };
  return (
    <StepCard title={say("rule.title")} done={count > 0}>
      <Answered answer={answer}>
        {() => (
          <>
            <Text>{count === 0 ? say("rule.help", { email }) : say("rule.there", { count })}</Text>
            {count === 0 ? (
              <div>
                <Button aria-disabled={sending} onClick={() => void add()}>
                  {say("rule.add")}
                </Button>
              </div>
            ) : (
              <Link to="/rules">{say("rule.more")}</Link>
            )}
            <Fault text={fault} />
          </>
        )}
      </Answered>
    </StepCard>
  );
};
