import { Checkbox, Radio, Stack } from "@mantine/core";
import { deviceGroupListSchema } from "@tocsin/core/device-groups";
import { type ReactNode, useId, useState } from "react";
import { useController } from "react-hook-form";
import { useSay } from "../../languages/index.ts";
import { useAnswer } from "../../lib/api.ts";
import { Foreign } from "../foreign.tsx";
import { pieceSentences } from "../sentences.ts";
import { useFieldId } from "./field-ids.ts";
import { useFieldFault } from "./use-field-fault.ts";

interface Props {
  /** Of a value that is a list of ids, or null for all of them. */
  readonly name: string;
  readonly label: string;
  readonly description?: string;
}

/** All device groups, or some of them. */
export const DeviceGroupsField = ({ name, label, description }: Props): ReactNode => {
  const say = useSay(pieceSentences);
  const { field, fieldState } = useController({ name });
  const chosen = field.value as readonly string[] | null;
  const [last, setLast] = useState<readonly string[]>(chosen ?? []);
  const groups = useAnswer("/api/v1/device-groups", deviceGroupListSchema).value?.items ?? [];
  const idOf = useFieldId();
  const fault = useFieldFault(fieldState.error);
  const radios = useId();
  const choose = (ids: readonly string[]) => {
    setLast(ids);
    field.onChange(ids);
  };
  return (
    <Stack gap="xs">
      <Radio.Group
        label={label}
        description={description}
        value={chosen === null ? "all" : "some"}
        onChange={(value) => field.onChange(value === "all" ? null : last)}
        name={radios}
      >
        <Stack gap="xs" mt="xs">
          <Radio value="all" label={say("groups.all")} />
          <Radio value="some" label={say("groups.some")} />
        </Stack>
      </Radio.Group>
      {chosen !== null && (
        <Checkbox.Group
          id={idOf(name)}
          aria-label={say("groups.some")}
          value={[...chosen]}
          onChange={choose}
          error={fault}
        >
          <Stack gap="xs" ps="xl">
            {groups.map((group) => (
              <Checkbox key={group.id} value={group.id} label={<Foreign text={group.name} />} />
            ))}
          </Stack>
        </Checkbox.Group>
      )}
    </Stack>
  );
};
