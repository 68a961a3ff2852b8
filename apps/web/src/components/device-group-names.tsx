import { deviceGroupListSchema } from "@tocsin/core/device-groups";
import type { ReactNode } from "react";
import { useSay } from "../languages/index.ts";
import { useAnswer } from "../lib/api.ts";
import { Foreign } from "./foreign.tsx";
import { pieceSentences } from "./sentences.ts";

/** Device groups by their names; null is all of them. */
export const DeviceGroupNames = ({ ids }: { readonly ids: readonly string[] | null }): ReactNode => {
  const say = useSay(pieceSentences);
  const groups = useAnswer("/api/v1/device-groups", deviceGroupListSchema).value?.items ?? [];
  if (ids === null) return say("groups.all");
  const names = ids.map((id) => groups.find((group) => group.id === id)?.name ?? say("groups.unknown"));
  return <Foreign text={names.join(", ")} />;
};
