import { Stack, Text } from "@mantine/core";
import { getRouteApi, useNavigate } from "@tanstack/react-router";
import { deviceGroupDraftSchema, deviceGroupResponseSchema } from "@tocsin/core/device-groups";
import type { ReactNode } from "react";
import { z } from "zod";
import { Answered } from "../../components/answered.tsx";
import { Card } from "../../components/card.tsx";
import { TextareaField, TextField } from "../../components/form/fields.tsx";
import { SavingForm } from "../../components/form/saving-form.tsx";
import { type IssueWords, useIssueWords } from "../../components/form/use-issue-words.ts";
import { useSavingForm } from "../../components/form/use-saving-form.ts";
import { Link } from "../../components/link.tsx";
import { NeedsRight } from "../../components/needs-right.tsx";
import { PageTitle } from "../../components/page-title.tsx";
import { useToast } from "../../components/toast.tsx";
import { useSay } from "../../languages/index.ts";
import { useAnswer, useChange } from "../../lib/api.ts";
import { ConditionFields } from "./condition-fields.tsx";
import type { DeviceGroup } from "./device-group.ts";
import { DevicePreview } from "./device-preview.tsx";
import { deviceGroupSentences } from "./sentences.ts";
import { draftOf, type Values, valuesOf } from "./values.ts";

const route = getRouteApi("/console/device-groups/$id");

export const DeviceGroupPage = (): ReactNode => {
  const say = useSay(deviceGroupSentences);
  const { id } = route.useParams();
  const answer = useAnswer(`/api/v1/device-groups/${id}`, deviceGroupResponseSchema);
  return (
    <Answered answer={answer}>
      {(group) => (
        <Stack gap="lg">
          <Back />
          <PageTitle text={say("edit.title", { name: group.name })} />
          <DeviceGroupForm key={group.id} group={group} />
        </Stack>
      )}
    </Answered>
  );
};

export const NewDeviceGroupPage = (): ReactNode => {
  const say = useSay(deviceGroupSentences);
  return (
    <Stack gap="lg">
      <Back />
      <PageTitle text={say("new.title")} />
      <DeviceGroupForm group={null} />
    </Stack>
  );
};

const Back = (): ReactNode => (
  <Text size="sm">
    <Link to="/device-groups">{useSay(deviceGroupSentences)("back")}</Link>
  </Text>
);

/** Judges what was entered as the api will; the faults stand at the fields by the same paths. */
const valuesSchema = (words: IssueWords): z.ZodType<unknown, Values> =>
  z.custom<Values>().superRefine((values, context) => {
    for (const issue of deviceGroupDraftSchema.safeParse(draftOf(values)).error?.issues ?? []) {
      // A list of words is one field.
      const [first, index, name] = issue.path;
      const at = first === "conditions" && index !== undefined ? [first, index, name ?? "values"] : issue.path;
      context.addIssue({ code: "custom", path: [...at], message: words(issue) });
    }
  });

const DeviceGroupForm = ({ group }: { readonly group: DeviceGroup | null }): ReactNode => {
  const say = useSay(deviceGroupSentences);
  const navigate = useNavigate();
  const toast = useToast();
  const { send } = useChange();
  const form = useSavingForm<Values, DeviceGroup>({
    schema: valuesSchema(useIssueWords()),
    values: valuesOf(group),
    save: (values) =>
      send({
        request: {
          method: group === null ? "POST" : "PUT",
          path: `/api/v1/device-groups${group === null ? "" : `/${group.id}`}`,
          body: draftOf(values),
        },
        contract: deviceGroupResponseSchema,
        outdates: ["/api/v1/device-groups"],
      }),
    onSaved: ({ name }) => {
      toast({ text: say("saved", { name }) });
      void navigate({ to: "/device-groups" });
    },
  });
  return (
    <NeedsRight right="deviceGroups.manage">
      <Card>
        <SavingForm form={form} action={say(group === null ? "create" : "save")}>
          <TextField name="name" label={say("name")} autoComplete="off" />
          <TextareaField name="description" label={say("description")} />
          <ConditionFields />
          <DevicePreview />
        </SavingForm>
      </Card>
    </NeedsRight>
  );
};
