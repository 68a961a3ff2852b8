import { List, Stack, Text } from "@mantine/core";
import type { TransportKind } from "@tocsin/core/deliveries";
import { transportListSchema, transportStakesSchema } from "@tocsin/core/transports";
import { type ReactNode, useState } from "react";
import type { z } from "zod";
import { useConfirm } from "../../components/confirm.tsx";
import { Foreign } from "../../components/foreign.tsx";
import { useToast } from "../../components/toast.tsx";
import { useSay } from "../../languages/index.ts";
import { useAsk, useChange } from "../../lib/api.ts";
import { useReason } from "../../lib/use-reason.ts";
import { mailSentences } from "./sentences.ts";

type Stakes = z.output<typeof transportStakesSchema>;

/** Chooses what carries mail, once it was said whom that reaches. */
export const useActivate = () => {
  const say = useSay(mailSentences);
  const reasonOf = useReason();
  const ask = useAsk();
  const confirm = useConfirm();
  const toast = useToast();
  const { send } = useChange();
  const [problem, setProblem] = useState<string | null>(null);

  const activate = async (kind: TransportKind | null): Promise<void> => {
    const name = kind === null ? say("use.environment") : say(`kind.${kind}`);
    const stakes = await ask({ method: "GET", path: "/api/v1/transports/stakes" }, transportStakesSchema);
    const title = kind === null ? `${name}?` : say("use.title", { kind: name });
    const action = kind === null ? name : say("use", { kind: name });
    const text = <StakesText kind={kind} stakes={stakes.ok ? stakes.value : null} />;
    if (!(await confirm({ title, text, action }))) return;
    const answer = await send({
      request: { method: "PUT", path: "/api/v1/transports/active", body: { kind } },
      contract: transportListSchema,
      outdates: ["/api/v1/transports"],
    });
    const failed = answer.ok ? null : answer.problem;
    setProblem(failed === null ? null : reasonOf(failed));
    if (answer.ok && kind !== null) toast({ text: say("used", { kind: name }) });
  };
  return { activate, problem };
};

const StakesText = ({
  kind,
  stakes,
}: {
  readonly kind: TransportKind | null;
  readonly stakes: Stakes | null;
}): ReactNode => {
  const say = useSay(mailSentences);
  return (
    <Stack gap="xs">
      {kind !== null && <Text>{say(kind === "capture" ? "use.stays" : "use.leaves")}</Text>}
      {stakes !== null && (
        <>
          <Text>{say("use.rules", { rules: stakes.rules, recipients: stakes.recipients })}</Text>
          {stakes.waitingCount > 0 && (
            <>
              <Text>{say("use.waiting", { count: stakes.waitingCount })}</Text>
              <List size="sm">
                {stakes.waiting.map(({ address, count }) => (
                  <List.Item key={address}>
                    <Foreign text={address} /> {count > 1 && `× ${count}`}
                  </List.Item>
                ))}
              </List>
            </>
          )}
          {stakes.capturedCount > 0 && kind !== "capture" && (
            <Text>{say("use.captured", { count: stakes.capturedCount })}</Text>
          )}
        </>
      )}
    </Stack>
  );
};
