import { Button, Group, Text } from "@mantine/core";
import type { ReactNode } from "react";
import { Foreign } from "../../components/foreign.tsx";
import { NeedsRight } from "../../components/needs-right.tsx";
import { useSay } from "../../languages/index.ts";
import { useTimes } from "../../lib/use-times.ts";
import type { RuleResponse } from "./requests.ts";
import { ruleSentences } from "./sentences.ts";
import { useRuleActions } from "./use-rule-actions.ts";

/** Who stopped the rule's mails from a mail, each with the way back; nothing where nobody did. */
export const Stopped = ({ rule }: { readonly rule: RuleResponse }): ReactNode => {
  const say = useSay(ruleSentences);
  const times = useTimes();
  const { resume } = useRuleActions();
  return rule.recipients.map(
    ({ address, stoppedAt }) =>
      stoppedAt !== null && (
        <Group key={address} gap="sm">
          <Text>
            <Foreign text={say("stopped", { address, at: times.short(stoppedAt) })} />
          </Text>
          <NeedsRight right="rules.manage">
            <Button variant="default" size="compact-sm" onClick={() => void resume(rule, address)}>
              {say("stopped.resume")}
            </Button>
          </NeedsRight>
        </Group>
      ),
  );
};
