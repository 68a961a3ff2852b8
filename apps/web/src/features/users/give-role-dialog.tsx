import { Modal } from "@mantine/core";
import { allRoles, type Role, roleAssignmentResponseSchema, roleGrantSchema } from "@tocsin/core/access";
import type { ReactNode } from "react";
import { useWatch } from "react-hook-form";
import type { z } from "zod";
import { CheckboxField } from "../../components/form/fields.tsx";
import { SavingForm } from "../../components/form/saving-form.tsx";
import { useSavingForm } from "../../components/form/use-saving-form.ts";
import { useToast } from "../../components/toast.tsx";
import { useSay } from "../../languages/index.ts";
import { useChange } from "../../lib/api.ts";
import { accountPaths, assignmentsPath, type Granted, type User } from "./requests.ts";
import { mainRoles, RoleFields } from "./role-fields.tsx";
import { userSentences } from "./sentences.ts";

type Values = z.input<typeof roleGrantSchema>;

const offered: readonly Role[] = [...mainRoles, ...allRoles.filter((role) => !mainRoles.includes(role))];

interface Props {
  readonly user: User;
  readonly onClose: () => void;
}

/** Gives a user another role; the api refuses one that is more than the giver has. */
export const GiveRoleDialog = ({ user, onClose }: Props): ReactNode => {
  const say = useSay(userSentences);
  const toast = useToast();
  const { send } = useChange();
  const form = useSavingForm<Values, Granted>({
    schema: roleGrantSchema,
    values: { userId: user.id, role: "securityReader", deviceGroups: null, allOrganizations: false },
    save: (values) =>
      send({
        request: { method: "POST", path: assignmentsPath, body: values },
        contract: roleAssignmentResponseSchema,
        outdates: accountPaths,
      }),
    onSaved: ({ title }) => {
      toast({ text: say("roles.given", { role: title, name: user.name }) });
      onClose();
    },
  });
  return (
    <Modal opened onClose={onClose} title={say("roles.add")} closeButtonProps={{ "aria-label": say("close") }}>
      <SavingForm form={form} action={say("roles.give")}>
        <Where />
      </SavingForm>
    </Modal>
  );
};

const Where = (): ReactNode => {
  const say = useSay(userSentences);
  const everywhere = useWatch<Values, "allOrganizations">({ name: "allOrganizations" });
  return (
    <>
      <RoleFields offered={offered} limitable={everywhere !== true} />
      <CheckboxField name="allOrganizations" label={say("roles.everywhere.label")} />
    </>
  );
};
