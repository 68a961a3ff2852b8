import { Button, Modal, Stack, Text } from "@mantine/core";
import { allRoles, type Role, roleSchema, roles } from "@tocsin/core/access";
import { accessTokenCreatedSchema, accessTokenDraftSchema } from "@tocsin/core/accounts";
import { type ReactNode, useState } from "react";
import { z } from "zod";
import { Copyable } from "../../components/copyable.tsx";
import { DeviceGroupsField } from "../../components/form/device-groups-field.tsx";
import { SelectField, TextField } from "../../components/form/fields.tsx";
import { SavingForm } from "../../components/form/saving-form.tsx";
import { useSavingForm } from "../../components/form/use-saving-form.ts";
import { useSay } from "../../languages/index.ts";
import { useChange } from "../../lib/api.ts";
import type { Me } from "../../lib/permissions.ts";
import { meSentences } from "./sentences.ts";

export const tokensPath = "/api/v1/access-tokens";

type Made = z.output<typeof accessTokenCreatedSchema>;

interface Props {
  readonly me: Me;
  readonly onClose: () => void;
}

/** Makes an access token, and shows it this once. A click beside the dialog does not lose it. */
export const TokenDialog = ({ me, onClose }: Props): ReactNode => {
  const say = useSay(meSentences);
  const [made, setMade] = useState<Made | null>(null);
  return (
    <Modal
      opened
      onClose={onClose}
      title={say(made === null ? "tokens.make" : "tokens.madeTitle")}
      closeOnClickOutside={made === null}
      closeOnEscape={made === null}
      withCloseButton={made === null}
      closeButtonProps={{ "aria-label": say("close") }}
    >
      {made === null ? (
        <TokenForm me={me} onMade={setMade} />
      ) : (
        <Stack gap="md">
          <Text size="sm">{say("tokens.madeHelp")}</Text>
          <Copyable text={made.token} what={say("tokens.what")} />
          <div>
            <Button onClick={onClose}>{say("tokens.kept")}</Button>
          </div>
        </Stack>
      )}
    </Modal>
  );
};

interface Values {
  readonly name: string;
  readonly role: Role;
  readonly deviceGroups: string[] | null;
  readonly expiresInDays: string;
}

const schema = z.object({
  name: accessTokenDraftSchema.shape.name,
  role: roleSchema,
  deviceGroups: z.array(z.string()).min(1).nullable(),
  expiresInDays: z.string(),
}) as z.ZodType<unknown, Values>;

const days = [7, 30, 90, 180, 366];

/** The weakest first, so that a token can do little unless somebody wants it to. */
const offeredTo = ({ permissions }: Me): readonly Role[] =>
  allRoles.filter((role) => roles[role].verbs.every((verb) => permissions.includes(verb))).toReversed();

const TokenForm = ({ me, onMade }: { readonly me: Me; readonly onMade: (made: Made) => void }): ReactNode => {
  const say = useSay(meSentences);
  const { send } = useChange();
  const offered = offeredTo(me).filter((role) => !roles[role].addOn);
  const form = useSavingForm<Values, Made>({
    schema,
    values: { name: "", role: offered[0] ?? "securityReader", deviceGroups: null, expiresInDays: "90" },
    save: ({ expiresInDays, ...draft }) =>
      send({
        request: { method: "POST", path: tokensPath, body: { ...draft, expiresInDays: Number(expiresInDays) } },
        contract: accessTokenCreatedSchema,
        outdates: [tokensPath],
      }),
    onSaved: onMade,
  });
  return (
    <SavingForm form={form} action={say("tokens.create")}>
      <TextField
        name="name"
        label={say("tokens.name")}
        description={say("tokens.nameHint")}
        autoComplete="off"
        data-autofocus
      />
      <SelectField
        name="role"
        label={say("tokens.role")}
        data={offered.map((value) => ({ value, label: roles[value].title }))}
      />
      <DeviceGroupsField name="deviceGroups" label={say("tokens.groups")} />
      <SelectField
        name="expiresInDays"
        label={say("tokens.expires")}
        data={days.map((count) => ({ value: String(count), label: say("tokens.days", { count }) }))}
      />
    </SavingForm>
  );
};
