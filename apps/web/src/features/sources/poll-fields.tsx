import { SimpleGrid } from "@mantine/core";
import type { ReactNode } from "react";
import { CheckboxField, NumberField, PasswordField, TextField } from "../../components/form/fields.tsx";
import { useSay } from "../../languages/index.ts";
import { sourceSentences } from "./sentences.ts";
import type { Source } from "./source.ts";

/** Secrets are only written: what is kept is never shown, and stays where nothing is entered. */
export const PollFields = ({ poll }: { readonly poll: Source["poll"] }): ReactNode => {
  const say = useSay(sourceSentences);
  const kept = (is: boolean) => is && { placeholder: "••••••••", description: say("connection.kept") };
  return (
    <>
      <SimpleGrid cols={{ base: 1, md: 2 }} spacing="lg">
        <TextField name="poll.tenantId" label={say("connection.tenantId")} autoComplete="off" />
        <TextField name="poll.clientId" label={say("connection.clientId")} autoComplete="off" />
        <PasswordField
          name="poll.clientSecret"
          label={say("connection.clientSecret")}
          autoComplete="new-password"
          {...kept(poll !== null)}
        />
        <PasswordField
          name="poll.secondClientSecret"
          label={say("connection.secondClientSecret")}
          autoComplete="new-password"
          description={say("connection.secondClientSecret.help")}
          {...kept(poll?.hasSecondSecret === true)}
        />
      </SimpleGrid>
      {poll?.hasSecondSecret && <CheckboxField name="poll.forgetSecond" label={say("connection.forgetSecond")} />}
      <SimpleGrid cols={{ base: 1, md: 3 }} spacing="lg">
        <NumberField name="poll.intervalSeconds" label={say("connection.intervalSeconds")} />
        <NumberField name="poll.overlapMinutes" label={say("connection.overlapMinutes")} />
        <NumberField name="poll.lookBackHours" label={say("connection.lookBackHours")} />
      </SimpleGrid>
      <SimpleGrid cols={{ base: 1, md: 2 }} spacing="lg">
        <TextField name="poll.baseUrl" label={say("connection.baseUrl")} autoComplete="off" />
        <TextField name="poll.loginUrl" label={say("connection.loginUrl")} autoComplete="off" />
      </SimpleGrid>
    </>
  );
};
