import { SimpleGrid, Text } from "@mantine/core";
import type { TransportKind } from "@tocsin/core/deliveries";
import type { SecretName } from "@tocsin/core/transports";
import type { ReactNode } from "react";
import { useFormContext, useWatch } from "react-hook-form";
import { CheckboxField, NumberField, PasswordField, SelectField, TextField } from "../../components/form/fields.tsx";
import { useSay } from "../../languages/index.ts";
import { useTimes } from "../../lib/use-times.ts";
import { mailSentences } from "./sentences.ts";
import type { Transport, Values } from "./values.ts";

interface Props {
  readonly kind: TransportKind;
  readonly kept: Transport | undefined;
}

export const TransportFields = ({ kind, kept }: Props): ReactNode => {
  const say = useSay(mailSentences);
  if (kind === "capture") return <Text>{say("kind.capture.help")}</Text>;
  return (
    <>
      <TextField name="from" label={say("from")} description={say("from.hint")} autoComplete="off" spellCheck={false} />
      {kind === "smtp" && <SmtpFields kept={kept} />}
      {kind === "resend" && <SecretField secret="apiKey" kept={kept} hint={say("apiKey.hint")} />}
      {kind === "microsoftGraph" && <MicrosoftFields kept={kept} />}
    </>
  );
};

interface SecretProps {
  readonly secret: SecretName;
  readonly kept: Transport | undefined;
  readonly hint?: string;
}

/** A secret that can be entered, and is never shown. */
const SecretField = ({ secret, kept, hint }: SecretProps): ReactNode => {
  const say = useSay(mailSentences);
  const times = useTimes();
  const set = kept?.secrets.find(({ name }) => name === secret);
  const state = set === undefined ? say("secret.never") : say("secret.set", { at: times.short(set.setAt) });
  return (
    <PasswordField
      name={`secrets.${secret}`}
      label={say(secret)}
      description={hint === undefined ? state : `${hint} ${state}`}
      autoComplete="new-password"
      placeholder={set === undefined ? "" : "••••••••"}
    />
  );
};

/** The port that belongs to a way of securing, while nobody has chosen another one. */
const usualPorts = { starttls: 587, tls: 465, none: 25 } as const;

const SmtpFields = ({ kept }: { readonly kept: Transport | undefined }): ReactNode => {
  const say = useSay(mailSentences);
  const { setValue, getValues } = useFormContext<Values>();
  const [security, signIn] = useWatch<Values, ["security", "signIn"]>({ name: ["security", "signIn"] });
  const securities = (["starttls", "tls", "none"] as const).map((value) => ({
    value,
    label: say(`security.${value}`),
  }));
  const ways = (["none", "password", "token"] as const).map((value) => ({ value, label: say(`signIn.${value}`) }));
  const onSecurity = (next: Values["security"]) => {
    const usual = Object.values<number>(usualPorts).includes(Number(getValues("port")));
    setValue("security", next);
    if (usual) setValue("port", usualPorts[next]);
  };
  return (
    <>
      <TextField name="host" label={say("host")} description={say("host.hint")} autoComplete="off" spellCheck={false} />
      <SimpleGrid cols={{ base: 1, xs: 2 }}>
        <SelectField
          name="security"
          label={say("security")}
          data={securities}
          onChange={(event) => onSecurity(event.currentTarget.value as Values["security"])}
        />
        <NumberField name="port" label={say("port")} min={1} max={65_535} allowDecimal={false} />
      </SimpleGrid>
      {security === "none" && (
        <CheckboxField name="clear" label={say("clear.consent")} description={say("clear.warning")} />
      )}
      <SelectField name="signIn" label={say("signIn")} data={ways} />
      {signIn !== "none" && <TextField name="user" label={say("user")} autoComplete="off" spellCheck={false} />}
      {signIn === "password" && <SecretField secret="password" kept={kept} />}
      {signIn === "token" && <TokenFields kept={kept} />}
    </>
  );
};

const TokenFields = ({ kept }: { readonly kept: Transport | undefined }): ReactNode => {
  const say = useSay(mailSentences);
  return (
    <>
      <TextField name="oauth.tokenUrl" label={say("oauth.tokenUrl")} type="url" spellCheck={false} />
      <TextField name="oauth.clientId" label={say("oauth.clientId")} spellCheck={false} />
      <TextField
        name="oauth.scope"
        label={say("oauth.scope")}
        description={say("oauth.scope.hint")}
        spellCheck={false}
      />
      <SecretField secret="clientSecret" kept={kept} />
      <SecretField secret="refreshToken" kept={kept} hint={say("refreshToken.hint")} />
    </>
  );
};

const MicrosoftFields = ({ kept }: { readonly kept: Transport | undefined }): ReactNode => {
  const say = useSay(mailSentences);
  return (
    <>
      <SimpleGrid cols={{ base: 1, xs: 2 }}>
        <TextField name="tenantId" label={say("tenantId")} spellCheck={false} />
        <TextField name="clientId" label={say("oauth.clientId")} spellCheck={false} />
      </SimpleGrid>
      <SecretField secret="clientSecret" kept={kept} />
      <TextField name="sender" label={say("sender")} description={say("sender.hint")} spellCheck={false} />
    </>
  );
};
