import { Stack, Switch, Textarea, TextInput } from "@mantine/core";
import type { ReactNode } from "react";
import { useSay } from "../../../languages/index.ts";
import { ruleSentences } from "../sentences.ts";
import type { StepProps } from "./step-props.ts";
import { useFaultAt } from "./use-fault-at.ts";

/** What the rule is called, and whether it is on. */
export const BasicsStep = ({ wizard }: StepProps): ReactNode => {
  const say = useSay(ruleSentences);
  const faultAt = useFaultAt(wizard);
  const { draft, change } = wizard;
  return (
    <Stack gap="md">
      <TextInput
        id="name"
        label={say("field.name")}
        description={say("hint.name")}
        value={draft.name}
        error={faultAt("name")}
        onChange={(event) => change({ name: event.currentTarget.value })}
        autoComplete="off"
        required
      />
      <Textarea
        id="description"
        label={`${say("field.description")} ${say("optional")}`}
        description={
          draft.description.length >= 400
            ? say("hint.description.left", { left: 500 - draft.description.length })
            : say("hint.description")
        }
        value={draft.description}
        error={faultAt("description")}
        onChange={(event) => change({ description: event.currentTarget.value })}
        autosize
        minRows={2}
        maxRows={8}
      />
      <TextInput
        id="owner"
        label={`${say("field.owner")} ${say("optional")}`}
        description={say("hint.owner")}
        value={draft.owner}
        error={faultAt("owner")}
        onChange={(event) => change({ owner: event.currentTarget.value })}
        autoComplete="off"
      />
      <Switch
        id="enabled"
        label={say("field.enabled")}
        description={say("hint.enabled")}
        checked={draft.enabled}
        onChange={(event) => change({ enabled: event.currentTarget.checked })}
      />
    </Stack>
  );
};
