import { Modal, Stack, Text } from "@mantine/core";
import { type Role, roleSchema } from "@tocsin/core/access";
import { invitationSchema, memberResponseSchema } from "@tocsin/core/accounts";
import { transportListSchema } from "@tocsin/core/transports";
import type { ReactNode } from "react";
import { z } from "zod";
import { CheckboxField, TextField } from "../../components/form/fields.tsx";
import { SavingForm } from "../../components/form/saving-form.tsx";
import { useSavingForm } from "../../components/form/use-saving-form.ts";
import { Link } from "../../components/link.tsx";
import { Notice } from "../../components/notice.tsx";
import { useToast } from "../../components/toast.tsx";
import { useSay } from "../../languages/index.ts";
import { useAnswer, useChange } from "../../lib/api.ts";
import { addressField } from "../../lib/credentials.ts";
import { accountPaths, type User, usersPath } from "./requests.ts";
import { mainRoles, RoleFields } from "./role-fields.tsx";
import { userSentences } from "./sentences.ts";

interface Values {
  readonly name: string;
  readonly email: string;
  readonly role: Role;
  readonly deviceGroups: string[] | null;
  readonly purge: boolean;
}

const draftOf = ({ name, email, role, deviceGroups, purge }: Values) => ({
  name,
  email,
  roles: [{ role, deviceGroups }, ...(purge ? [{ role: "searchAndPurge", deviceGroups }] : [])],
});

const schemaWith = (addressFault: string) =>
  z.object({
    name: invitationSchema.shape.name,
    email: addressField(addressFault),
    role: roleSchema,
    deviceGroups: z.array(z.string()).min(1).nullable(),
    purge: z.boolean(),
  }) as z.ZodType<unknown, Values>;

/** Invites somebody by mail, with a first role. */
export const InviteDialog = ({ onClose }: { readonly onClose: () => void }): ReactNode => {
  const say = useSay(userSentences);
  return (
    <Modal opened onClose={onClose} title={say("invite.title")} closeButtonProps={{ "aria-label": say("close") }}>
      <Stack gap="lg">
        <CapturedNotice />
        <InviteForm onClose={onClose} />
      </Stack>
    </Modal>
  );
};

const CapturedNotice = (): ReactNode => {
  const say = useSay(userSentences);
  const transports = useAnswer("/api/v1/transports", transportListSchema).value;
  if (transports === null || (transports.active ?? transports.environment?.kind ?? "capture") !== "capture")
    return null;
  const text = (
    <>
      {say("invite.capturedHelp")}{" "}
      <Link to="/mail" underline="always">
        {say("invite.transport")}
      </Link>
    </>
  );
  return <Notice tone="advice" title={say("invite.captured")} text={text} />;
};

const InviteForm = ({ onClose }: { readonly onClose: () => void }): ReactNode => {
  const say = useSay(userSentences);
  const toast = useToast();
  const { send } = useChange();
  const form = useSavingForm<Values, User>({
    schema: schemaWith(say("email.fault")),
    values: { name: "", email: "", role: "securityReader", deviceGroups: null, purge: false },
    save: (values) =>
      send({
        request: { method: "POST", path: usersPath, body: draftOf(values) },
        contract: memberResponseSchema,
        outdates: accountPaths,
      }),
    onSaved: ({ email }) => {
      toast({ text: say("invite.done", { email }) });
      onClose();
    },
  });
  return (
    <SavingForm form={form} action={say("invite.send")}>
      <Text size="sm">{say("invite.help")}</Text>
      <TextField name="name" label={say("name")} autoComplete="off" data-autofocus />
      <TextField name="email" type="email" label={say("email")} autoComplete="off" spellCheck={false} />
      <RoleFields offered={mainRoles} />
      <CheckboxField name="purge" label={say("purge")} description={say("purge.hint")} />
    </SavingForm>
  );
};
