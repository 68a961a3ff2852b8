import { Button, Fieldset, Group, SimpleGrid, Stack, Text } from "@mantine/core";
import { deviceProperties } from "@tocsin/core/device-groups";
import type { ReactNode } from "react";
import { useFieldArray, useWatch } from "react-hook-form";
import { SelectField, TextField } from "../../components/form/fields.tsx";
import { useSay } from "../../languages/index.ts";
import { deviceGroupSentences } from "./sentences.ts";
import { emptyCondition, type Values } from "./values.ts";

const operators = ["is", "startsWith", "endsWith", "contains"] as const;

export const ConditionFields = (): ReactNode => {
  const say = useSay(deviceGroupSentences);
  const { fields, append, remove } = useFieldArray<Values, "conditions">({ name: "conditions" });
  return (
    <Fieldset legend={say("conditions")}>
      <Stack gap="md">
        <Text size="sm" c="dimmed">
          {say("conditions.help")}
        </Text>
        {fields.map(({ id }, index) => (
          <Condition key={id} index={index} {...(fields.length > 1 && { onRemove: () => remove(index) })} />
        ))}
        <div>
          <Button variant="default" onClick={() => append(emptyCondition)}>
            {say("condition.add")}
          </Button>
        </div>
      </Stack>
    </Fieldset>
  );
};

const Condition = ({ index, onRemove }: { readonly index: number; readonly onRemove?: () => void }): ReactNode => {
  const say = useSay(deviceGroupSentences);
  const at = `conditions.${index}`;
  const property = useWatch<Values>({ name: `conditions.${index}.property` });
  const isIp = property === "ip";
  const properties = deviceProperties.map((value) => ({ value, label: say(`property.${value}`) }));
  const hows = isIp
    ? [{ value: "inRange", label: say("operator.inRange") }]
    : operators.map((value) => ({ value, label: say(`operator.${value}`) }));
  return (
    <Fieldset legend={say("condition.legend", { number: index + 1 })} variant="filled">
      <Stack gap="sm">
        <SimpleGrid cols={{ base: 1, xs: 2 }}>
          <SelectField name={`${at}.property`} label={say("property")} data={properties} />
          <SelectField name={`${at}.operator`} label={say("operator")} data={hows} />
        </SimpleGrid>
        <TextField
          name={`${at}.values`}
          label={say("values")}
          description={say(isIp ? "values.ip.hint" : "values.hint")}
          autoComplete="off"
          spellCheck={false}
        />
        {onRemove && (
          <Group>
            <Button variant="default" size="compact-sm" onClick={onRemove}>
              {say("condition.remove", { number: index + 1 })}
            </Button>
          </Group>
        )}
      </Stack>
    </Fieldset>
  );
};
