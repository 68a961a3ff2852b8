import { Stack } from "@mantine/core";
import type { DeviceCondition } from "@tocsin/core/device-groups";
import type { ReactNode } from "react";
import { Foreign } from "../../components/foreign.tsx";
import { useSay } from "../../languages/index.ts";
import { deviceGroupSentences } from "./sentences.ts";

/** The conditions of a group in words, a line each. */
export const ConditionWords = ({ conditions }: { readonly conditions: readonly DeviceCondition[] }): ReactNode => {
  const say = useSay(deviceGroupSentences);
  return (
    <Stack gap={2}>
      {conditions.map(({ property, operator, values }) => (
        <span key={`${property} ${operator} ${values.join()}`}>
          {say(`property.${property}`)} {say(`operator.${operator}`)} <Foreign text={values.join(", ")} />
        </span>
      ))}
    </Stack>
  );
};
