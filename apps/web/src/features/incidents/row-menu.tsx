import { Menu, Text } from "@mantine/core";
import { useNavigate } from "@tanstack/react-router";
import { acknowledgementResponseSchema, isClosedStatus } from "@tocsin/core/incidents";
import type { ReactNode } from "react";
import { RowMenu } from "../../components/row-menu.tsx";
import { pieceSentences } from "../../components/sentences.ts";
import { useToast } from "../../components/toast.tsx";
import { useSay } from "../../languages/index.ts";
import { rightSentences } from "../../languages/rights/sentences.ts";
import { useChange } from "../../lib/api.ts";
import { copyText } from "../../lib/copy-text.ts";
import { usePermissions } from "../../lib/permissions.ts";
import { useReason } from "../../lib/use-reason.ts";
import type { IncidentListed } from "./requests.ts";
import { queueSentences } from "./sentences.ts";

/** What can be done with an incident from the queue, without opening it. */
export const IncidentMenu = ({ incident }: { readonly incident: IncidentListed }): ReactNode => {
  const say = useSay(queueSentences);
  const navigate = useNavigate();
  const toast = useToast();
  const { id, number } = incident;
  const copy = async () => {
    const copied = await copyText(`${window.location.origin}/incidents/${id}`);
    toast({ text: say(copied ? "row.copied" : "row.notCopied", { number }) });
  };
  return (
    <RowMenu name={say("row.actions", { number })}>
      {!isClosedStatus(incident.status) && <AcknowledgeItem incident={incident} />}
      <Menu.Item onClick={() => void navigate({ to: "/incidents/$id", params: { id }, hash: "told" })}>
        {say("row.why")}
      </Menu.Item>
      <Menu.Item onClick={() => void copy()}>{say("row.copy")}</Menu.Item>
    </RowMenu>
  );
};

const AcknowledgeItem = ({ incident: { id, number } }: { readonly incident: IncidentListed }): ReactNode => {
  const say = useSay(queueSentences);
  const sayPiece = useSay(pieceSentences);
  const sayRight = useSay(rightSentences);
  const toast = useToast();
  const reasonOf = useReason();
  const { may } = usePermissions();
  const { send } = useChange();
  const acknowledge = async () => {
    const path = `/api/v1/incidents/${id}`;
    const request = { method: "POST", path: `${path}/acknowledge` } as const;
    const answer = await send({ request, contract: acknowledgementResponseSchema, outdates: ["/api/v1/incidents"] });
    const text = answer.ok
      ? say("row.acknowledged", { number, who: answer.value.by.name })
      : say("row.notAcknowledged", { number, reason: reasonOf(answer.problem) });
    toast({ text });
  };
  return (
    <Menu.Item disabled={!may("incidents.manage")} onClick={() => void acknowledge()}>
      {say("acknowledge")}
      {!may("incidents.manage") && (
        <Text size="xs">{sayPiece("needsRight", { right: sayRight("incidents.manage") })}</Text>
      )}
    </Menu.Item>
  );
};
