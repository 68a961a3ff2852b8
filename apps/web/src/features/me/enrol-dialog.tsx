import { Modal, Stack, Text } from "@mantine/core";
import { recoveryCodesSchema, secondFactorCodeSchema, secondFactorKeySchema } from "@tocsin/core/accounts";
import { type ReactNode, useState } from "react";
import { Copyable } from "../../components/copyable.tsx";
import { TextField } from "../../components/form/fields.tsx";
import { SavingForm } from "../../components/form/saving-form.tsx";
import { useSavingForm } from "../../components/form/use-saving-form.ts";
import { useSay } from "../../languages/index.ts";
import { useAsk } from "../../lib/api.ts";
import { ConfirmedForm } from "./confirmed-dialog.tsx";
import { QrCode } from "./qr-code.tsx";
import { secondFactorPath } from "./second-factor-path.ts";
import { meSentences } from "./sentences.ts";

type Key = ReturnType<typeof secondFactorKeySchema.parse>;

interface Props {
  readonly onCodes: (codes: readonly string[]) => void;
  readonly onClose: () => void;
}

/** Ties an authenticator app to the account: password, QR code, a first code. */
export const EnrolDialog = ({ onCodes, onClose }: Props): ReactNode => {
  const say = useSay(meSentences);
  const [key, setKey] = useState<Key | null>(null);
  return (
    <Modal opened onClose={onClose} title={say("factor.beginTitle")} closeButtonProps={{ "aria-label": say("close") }}>
      {key === null ? (
        <ConfirmedForm
          help={say("factor.beginHelp")}
          path={secondFactorPath}
          contract={secondFactorKeySchema}
          action={say("factor.next")}
          onDone={setKey}
        />
      ) : (
        <CodeForm authenticator={key} onCodes={onCodes} />
      )}
    </Modal>
  );
};

const CodeForm = ({ authenticator, onCodes }: { readonly authenticator: Key } & Pick<Props, "onCodes">): ReactNode => {
  const say = useSay(meSentences);
  const ask = useAsk();
  const form = useSavingForm({
    schema: secondFactorCodeSchema,
    values: { code: "" },
    save: (body) => ask({ method: "POST", path: `${secondFactorPath}/confirm`, body }, recoveryCodesSchema),
    onSaved: ({ recoveryCodes }) => onCodes(recoveryCodes),
  });
  return (
    <Stack gap="md">
      <Text size="sm">{say("factor.scan")}</Text>
      <QrCode text={authenticator.uri} label={say("factor.qr")} />
      <Text size="sm">{say("factor.key")}</Text>
      <Copyable text={authenticator.key} what={say("factor.keyName")} />
      <SavingForm form={form} action={say("factor.confirm")}>
        <TextField
          name="code"
          label={say("factor.code")}
          autoComplete="one-time-code"
          inputMode="numeric"
          data-autofocus
        />
      </SavingForm>
    </Stack>
  );
};
