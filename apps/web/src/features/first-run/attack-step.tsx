import { Button, Group, Text } from "@mantine/core";
import { demoRemovedSchema, demoSchema, demoStartedSchema } from "@tocsin/core/demo";
import type { ReactNode } from "react";
import { Answered } from "../../components/answered.tsx";
import { Link } from "../../components/link.tsx";
import { useToast } from "../../components/toast.tsx";
import { useSay } from "../../languages/index.ts";
import { useAnswer } from "../../lib/api.ts";
import { firstRunSentences } from "./sentences.ts";
import { Fault } from "./source-step.tsx";
import { StepCard } from "./step-card.tsx";
import { useStep } from "./use-step.ts";

const path = "/api/v1/demo";
/** What the demo makes and takes away. */
const outdates = [path, "/api/v1/incidents", "/api/v1/deliveries", "/api/v1/sources"];

export const AttackStep = (): ReactNode => {
  const say = useSay(firstRunSentences);
  const toast = useToast();
  const answer = useAnswer(path, demoSchema, { everyMs: 3_000 });
  const { act, sending, fault } = useStep();
  const play = () => act({ request: { method: "POST", path }, contract: demoStartedSchema, outdates });
  const remove = async () => {
    const removed = await act({ request: { method: "DELETE", path }, contract: demoRemovedSchema, outdates });
    if (removed !== null) toast({ text: say("attack.removed", { count: removed.incidents }) });
  };
  const count = answer.value?.incidents ?? 0;
  return (
    <StepCard title={say("attack.title")} done={count > 0}>
      <Answered answer={answer}>
        {() => (
          <>
            <Text>{say("attack.help")}</Text>
            {count > 0 && (
              <Text role="status">
                {say("attack.there", { count })} <Link to="/incidents">{say("attack.see")}</Link>
              </Text>
            )}
            <Group gap="sm">
              <Button {...(count > 0 && { variant: "default" })} aria-disabled={sending} onClick={() => void play()}>
                {say(count === 0 ? "attack.play" : "attack.again")}
              </Button>
              {count > 0 && (
                <Button variant="default" aria-disabled={sending} onClick={() => void remove()}>
                  {say("attack.remove")}
                </Button>
              )}
            </Group>
            <Fault text={fault} />
          </>
        )}
      </Answered>
    </StepCard>
  );
};
