import { deviceGroupListSchema } from "@tocsin/core/device-groups";
import { useState } from "react";
import { useSay } from "../../languages/index.ts";
import { useChange } from "../../lib/api.ts";
import type { DeviceGroup } from "./device-group.ts";
import { deviceGroupSentences } from "./sentences.ts";

/** Moves groups to other ranks, and says so to who does not see them move. */
export const useMoves = () => {
  const say = useSay(deviceGroupSentences);
  const { send } = useChange();
  const [said, setSaid] = useState("");
  const move = async ({ id, name }: DeviceGroup, rank: number): Promise<void> => {
    const answer = await send({
      request: { method: "PUT", path: `/api/v1/device-groups/${id}/rank`, body: { rank } },
      contract: deviceGroupListSchema,
      outdates: ["/api/v1/device-groups"],
    });
    if (answer.ok) setSaid(say("moved", { name, rank }));
  };
  return { move, said };
};
