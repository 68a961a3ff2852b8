import { Button, Text } from "@mantine/core";
import { useNavigate } from "@tanstack/react-router";
import type { DeliveryState } from "@tocsin/core/deliveries";
import { type ReactNode, useState } from "react";
import { z } from "zod";
import { useConfirm } from "../../components/confirm.tsx";
import { NeedsRight } from "../../components/needs-right.tsx";
import { useToast } from "../../components/toast.tsx";
import { useSay } from "../../languages/index.ts";
import { useChange } from "../../lib/api.ts";
import { useReason } from "../../lib/use-reason.ts";
import type { DeliveryWithAttempts } from "./requests.ts";
import { deliverySentences } from "./sentences.ts";

const redriven = z.object({ id: z.string(), redriveOf: z.string().nullable() });

/** Those that have come to an end: everything else is on its way by itself. */
const ended: readonly DeliveryState[] = ["sent", "captured", "failed", "inDoubt", "cancelled", "held"];

/** Sends a mail once more, after a question that says whether a second copy goes out. */
export const RedriveButton = ({ delivery }: { readonly delivery: DeliveryWithAttempts }): ReactNode => {
  const say = useSay(deliverySentences);
  const confirm = useConfirm();
  const reasonOf = useReason();
  const toast = useToast();
  const navigate = useNavigate();
  const { send, sending } = useChange();
  const [problem, setProblem] = useState<string | null>(null);
  const { id, address, state } = delivery;
  if (!ended.includes(state)) return null;
  const copies = state === "sent" || state === "captured";
  const redrive = async () => {
    const yes = await confirm({
      title: say("redrive.title", { address }),
      text: copies ? say("redrive.new", { state: say(`short.${state}`) }) : say("redrive.same"),
      action: say("redrive"),
    });
    if (!yes) return;
    const answer = await send({
      request: { method: "POST", path: `/api/v1/deliveries/${id}/redrive` },
      contract: redriven,
      outdates: ["/api/v1/deliveries"],
    });
    if (!answer.ok) {
      const { problem: failure } = answer;
      setProblem(
        failure.kind === "refused" ? say("redrive.failed", { reason: reasonOf(failure) }) : say("redrive.unreachable"),
      );
      return;
    }
    setProblem(null);
    toast({ text: say("redrive.done") });
    if (answer.value.id !== id) await navigate({ to: "/deliveries/$id", params: { id: answer.value.id } });
  };
  return (
    <NeedsRight right="deliveries.redrive">
      <Button variant="default" aria-disabled={sending} onClick={() => void redrive()}>
        {say("redrive")}
      </Button>
      {problem !== null && (
        <Text role="alert" size="sm" c="var(--mantine-color-error)">
          {problem}
        </Text>
      )}
    </NeedsRight>
  );
};
