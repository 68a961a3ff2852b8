import { Checkbox, Radio, Stack, Text } from "@mantine/core";
import { changeKinds } from "@tocsin/core/incidents";
import { severities } from "@tocsin/core/kernel";
import type { ReactNode } from "react";
import { useSay } from "../../../languages/index.ts";
import { usePermissions } from "../../../lib/permissions.ts";
import { ruleSentences } from "../sentences.ts";
import { Choices } from "./choices.tsx";
import { MoreConditions } from "./more-conditions.tsx";
import type { StepProps } from "./step-props.ts";
import { useFaultAt } from "./use-fault-at.ts";

/** Of what the rule tells, how often, and what its mails hold: the fields of Defender, in its order. */
export const SettingsStep = (props: StepProps): ReactNode => (
  <Stack gap="xl">
    <SeverityChoices {...props} />
    <GroupChoices {...props} />
    <FrequencyChoices {...props} />
    <IncludeChoices {...props} />
    <MoreConditions {...props} />
  </Stack>
);

const gravestFirst = [...severities].reverse();

const SeverityChoices = ({ wizard }: StepProps): ReactNode => {
  const say = useSay(ruleSentences);
  const faultAt = useFaultAt(wizard);
  const { draft, change } = wizard;
  return (
    <Choices
      id="severities"
      legend={say("field.severities")}
      hint={say("hint.severities")}
      error={faultAt("severities")}
      quick={[
        { text: say("severities.quick.high"), onChoose: () => change({ severities: ["high", "critical"] }) },
        {
          text: say("severities.quick.medium"),
          onChoose: () => change({ severities: ["medium", "high", "critical"] }),
        },
        { text: say("severities.all"), onChoose: () => change({ severities: [...severities] }) },
      ]}
    >
      {gravestFirst.map((severity) => (
        <Checkbox
          key={severity}
          label={say(`severity.${severity}`)}
          checked={draft.severities.includes(severity)}
          onChange={(event) => {
            const { checked } = event.currentTarget;
            change({
              severities: severities.filter((each) => (each === severity ? checked : draft.severities.includes(each))),
            });
          }}
        />
      ))}
    </Choices>
  );
};

const GroupChoices = ({ wizard, names }: StepProps): ReactNode => {
  const say = useSay(ruleSentences);
  const faultAt = useFaultAt(wizard);
  const { draft, change } = wizard;
  const { deviceGroups } = draft;
  const mine = usePermissions().deviceGroups;
  const chosen = deviceGroups.scope === "selected" ? deviceGroups : { ids: [], includeDeviceless: false };
  const choose = (part: { ids?: string[]; includeDeviceless?: boolean }) =>
    change({ deviceGroups: { scope: "selected", ...chosen, ...part } });
  return (
    <Choices id="deviceGroups" legend={say("field.groups")} error={faultAt("deviceGroups")}>
      <Radio
        name="deviceGroups"
        label={say("groups.all")}
        description={mine === null ? say("hint.groups.all") : say("scoped.noAll", { count: mine.length })}
        disabled={mine !== null}
        checked={deviceGroups.scope === "all"}
        onChange={() => change({ deviceGroups: { scope: "all" } })}
      />
      <Radio
        name="deviceGroups"
        label={say("groups.selected")}
        checked={deviceGroups.scope === "selected"}
        onChange={() => choose({})}
      />
      {deviceGroups.scope === "selected" && (
        <Stack gap="sm" pl="xl" role="group" aria-label={say("groups.selected")} id="deviceGroups.ids">
          {names.groups.map(({ id, name }) => (
            <Checkbox
              key={id}
              label={name}
              checked={deviceGroups.ids.includes(id)}
              onChange={(event) =>
                choose({
                  ids: event.currentTarget.checked
                    ? [...deviceGroups.ids, id]
                    : deviceGroups.ids.filter((each) => each !== id),
                })
              }
            />
          ))}
          <Checkbox
            label={say("groups.deviceless")}
            description={say("hint.groups.deviceless")}
            checked={deviceGroups.includeDeviceless}
            onChange={(event) => choose({ includeDeviceless: event.currentTarget.checked })}
          />
        </Stack>
      )}
    </Choices>
  );
};

const FrequencyChoices = ({ wizard }: StepProps): ReactNode => {
  const say = useSay(ruleSentences);
  const faultAt = useFaultAt(wizard);
  const { frequency } = wizard.draft;
  const change = (frequency: StepProps["wizard"]["draft"]["frequency"]) => wizard.change({ frequency });
  return (
    <Choices id="frequency" legend={say("field.frequency")} error={faultAt("frequency")}>
      <Radio
        name="frequency"
        label={say("frequency.everyUpdate")}
        description={say("hint.frequency.everyUpdate")}
        checked={frequency.kind === "everyUpdate"}
        onChange={() => change({ kind: "everyUpdate" })}
      />
      <Radio
        name="frequency"
        label={say("frequency.oncePerIncident")}
        description={say("hint.frequency.once")}
        checked={frequency.kind === "oncePerIncident"}
        onChange={() => change({ kind: "oncePerIncident", alsoOnEscalation: true })}
      />
      {frequency.kind === "oncePerIncident" && (
        <Checkbox
          pl="xl"
          label={say("frequency.alsoOnEscalation")}
          checked={frequency.alsoOnEscalation}
          onChange={(event) => change({ kind: "oncePerIncident", alsoOnEscalation: event.currentTarget.checked })}
        />
      )}
      <Radio
        name="frequency"
        label={say("frequency.chosenChanges")}
        checked={frequency.kind === "chosenChanges"}
        onChange={() => change({ kind: "chosenChanges", changes: ["opened", "escalated"] })}
      />
      {frequency.kind === "chosenChanges" && (
        <Stack gap="sm" pl="xl" role="group" aria-label={say("frequency.chosenChanges")} id="frequency.changes">
          {changeKinds.map((kind) => (
            <Checkbox
              key={kind}
              label={say(`change.${kind}`)}
              checked={frequency.changes.includes(kind)}
              onChange={(event) => {
                const { checked } = event.currentTarget;
                change({
                  kind: "chosenChanges",
                  changes: changeKinds.filter((each) => (each === kind ? checked : frequency.changes.includes(each))),
                });
              }}
            />
          ))}
        </Stack>
      )}
    </Choices>
  );
};

const included = ["organizationName", "portalLink", "consoleLink", "deviceNames"] as const;

const IncludeChoices = ({ wizard }: StepProps): ReactNode => {
  const say = useSay(ruleSentences);
  const { include } = wizard.draft;
  return (
    <Choices id="include" legend={say("field.include")}>
      {included.map((part) => (
        <Checkbox
          key={part}
          label={say(`field.${part}`)}
          description={say(`hint.${part}`)}
          checked={include[part]}
          onChange={(event) => wizard.change({ include: { ...include, [part]: event.currentTarget.checked } })}
        />
      ))}
      {!include.consoleLink && !include.portalLink && <Text size="sm">{say("hint.noLink")}</Text>}
    </Choices>
  );
};
