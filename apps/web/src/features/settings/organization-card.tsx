import { Text, Title } from "@mantine/core";
import { organizationResponseSchema } from "@tocsin/core/organizations";
import type { ReactNode } from "react";
import { Card } from "../../components/card.tsx";
import { FactList } from "../../components/fact-list.tsx";
import { NumberField, SelectField, TextareaField, TextField } from "../../components/form/fields.tsx";
import { SavingForm } from "../../components/form/saving-form.tsx";
import { useIssueWords } from "../../components/form/use-issue-words.ts";
import { useSavingForm } from "../../components/form/use-saving-form.ts";
import { NeedsRight } from "../../components/needs-right.tsx";
import { useToast } from "../../components/toast.tsx";
import { useSay } from "../../languages/index.ts";
import { useChange } from "../../lib/api.ts";
import { type Organization, organizationsPath } from "../../lib/organization.ts";
import { usePermissions } from "../../lib/permissions.ts";
import { mePath } from "../../lib/session.tsx";
import { timeZones } from "../../lib/time-zones.ts";
import { settingsSentences } from "./sentences.ts";
import { draftOf, type Values, valuesOf, valuesSchema } from "./values.ts";

interface Props {
  readonly organization: Organization;
}

/** The settings of the organization that one acts in; as text for who may not change them. */
export const OrganizationCard = ({ organization }: Props): ReactNode => {
  const say = useSay(settingsSentences);
  const { may } = usePermissions();
  return (
    <Card>
      <Title order={2}>{say("organization")}</Title>
      {may("organizations.manage") ? (
        <OrganizationForm organization={organization} />
      ) : (
        <Facts organization={organization} />
      )}
    </Card>
  );
};

const OrganizationForm = ({ organization }: Props): ReactNode => {
  const say = useSay(settingsSentences);
  const words = useIssueWords();
  const toast = useToast();
  const { send } = useChange();
  const form = useSavingForm<Values, Organization>({
    schema: valuesSchema(words),
    values: valuesOf(organization),
    save: (values) =>
      send({
        request: { method: "PATCH", path: `${organizationsPath}/${organization.id}`, body: draftOf(values) },
        contract: organizationResponseSchema,
        outdates: [organizationsPath, mePath],
      }),
    onSaved: ({ name }) => toast({ text: say("saved", { name }) }),
  });
  return (
    <SavingForm form={form} action={say("save")}>
      <TextField name="name" label={say("name")} autoComplete="off" />
      <TextField name="tenantId" label={say("tenantId")} description={say("tenantId.hint")} autoComplete="off" />
      <TextField name="portalUrl" label={say("portalUrl")} description={say("portalUrl.hint")} autoComplete="off" />
      <TextareaField
        name="allowedDomains"
        label={say("allowedDomains")}
        description={say("allowedDomains.hint")}
        spellCheck={false}
      />
      {organization.allowedDomains.includes("*") && (
        <Text size="sm" c="dimmed">
          {say("allowedDomains.any")}
        </Text>
      )}
      <SelectField
        name="locale"
        label={say("locale")}
        description={say("locale.hint")}
        data={(["en", "nl"] as const).map((value) => ({ value, label: say(`locale.${value}`) }))}
      />
      <SelectField name="timeZone" label={say("timeZone")} data={[...timeZones()]} />
      <NumberField name="urgentSeconds" label={say("urgent")} description={say("urgent.hint")} min={0} />
      <NumberField name="otherSeconds" label={say("other")} description={say("other.hint")} min={0} />
    </SavingForm>
  );
};

const Facts = ({ organization }: Props): ReactNode => {
  const say = useSay(settingsSentences);
  const values = valuesOf(organization);
  return (
    <>
      <FactList
        facts={[
          [say("name"), values.name],
          [say("tenantId"), values.tenantId || "–"],
          [say("portalUrl"), values.portalUrl || "–"],
          [say("allowedDomains"), organization.allowedDomains.join(", ")],
          [say("locale"), say(`locale.${organization.locale}`)],
          [say("timeZone"), values.timeZone],
          [say("urgent"), String(values.urgentSeconds)],
          [say("other"), String(values.otherSeconds)],
        ]}
      />
      <NeedsRight right="organizations.manage">{null}</NeedsRight>
    </>
  );
};
