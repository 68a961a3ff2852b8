import { List, Stack, Text } from "@mantine/core";
import { concernedRulesSchema } from "@tocsin/core/device-groups";
import { useState } from "react";
import { useConfirm } from "../../components/confirm.tsx";
import { Foreign } from "../../components/foreign.tsx";
import { useToast } from "../../components/toast.tsx";
import { useSay } from "../../languages/index.ts";
import { useAsk, useChange } from "../../lib/api.ts";
import type { Failure } from "../../lib/http.ts";
import { useReason } from "../../lib/use-reason.ts";
import type { DeviceGroup } from "./device-group.ts";
import { deviceGroupSentences } from "./sentences.ts";

/** Deletes a group once it was said which rules that concerns, and which of them would stop. */
export const useDeletion = () => {
  const say = useSay(deviceGroupSentences);
  const reasonOf = useReason();
  const ask = useAsk();
  const confirm = useConfirm();
  const toast = useToast();
  const { send } = useChange();
  const [problem, setProblem] = useState<string | null>(null);
  const failed = (failure: Failure) => setProblem(reasonOf(failure));

  const remove = async ({ id, name }: DeviceGroup): Promise<void> => {
    const concerned = await ask({ method: "GET", path: `/api/v1/device-groups/${id}/rules` }, concernedRulesSchema);
    if (!concerned.ok) return failed(concerned.problem);
    const { items } = concerned.value;
    const text = (
      <Stack gap="xs">
        <Text>{say("delete.devices")}</Text>
        <Text>{say("delete.rules", { count: items.length })}</Text>
        <List size="sm">
          {items.map((rule) => (
            <List.Item key={rule.id}>
              <Foreign text={rule.name} />
              {rule.stops && <strong> – {say("delete.stops")}</strong>}
            </List.Item>
          ))}
        </List>
      </Stack>
    );
    const title = say("delete.title", { name });
    if (!(await confirm({ title, text, action: say("delete.short"), danger: true }))) return;
    const answer = await send({
      request: { method: "DELETE", path: `/api/v1/device-groups/${id}` },
      contract: concernedRulesSchema,
      outdates: ["/api/v1/device-groups", "/api/v1/notification-rules"],
    });
    if (!answer.ok) return failed(answer.problem);
    setProblem(null);
    toast({ text: say("deleted", { name }) });
  };
  return { remove, problem };
};
